import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { memory, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { readOnnx } from 'onnx-model';
import { pagesOf } from '../../tooling/examples/extract';
import { site, textOf } from './page-folder';

/** Runs the Python lines by which pages export models, and opens what they write: a command of its own, as it needs Python and its libraries. */

const PYTHON = process.env.PYTHON ?? 'python3';
const BLOCK = /^```python\n([\s\S]*?)^```$/gm;
/** `import torch  # 2.6 or later`, `import torch  # before 2.6`. */
const IMPORT = /^(?:import|from) (\w+).*?(?:# (?:([\d.]+) or later|before ([\d.]+)).*)?$/gm;
const TOLERANCE = 1e-4;

/** What a reader has before the lines, a model for the input that they name, and what it says of two samples, for comparison. */
const torchProgram = (lines: string): string => `
import json, math, torch
from torch import nn
torch.manual_seed(1)
shape = [${/torch\.zeros\(1, ([\d, ]+)\)/.exec(lines)?.[1]}]
model = nn.Sequential(nn.Conv2d(shape[0], 4, 3, stride=2), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten())
model.eval()
model.append(nn.Linear(model(torch.zeros(1, *shape)).shape[1], 10))
${lines}
x = torch.randn(2, *shape)
with open("expected.json", "w") as file:
    json.dump({"input": x.tolist(), "output": model(x).tolist()}, file)
`;

/** The same of Keras, whose own lines begin with the model. */
const kerasProgram = (lines: string): string => `
import json, keras, numpy
keras.utils.set_random_seed(1)
layers = keras.layers
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(4, 3, strides=2), layers.BatchNormalization(), layers.ReLU(),
                          layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10)])
model(numpy.zeros((1, 28, 28, 1)))
${lines}
x = numpy.random.default_rng(1).normal(size=(2, 28, 28, 1)).astype("float32")
with open("expected.json", "w") as file:
    json.dump({"input": x.tolist(), "output": model.predict(x, verbose=0).tolist()}, file)
`;

/** What runs the lines: what they are of, and the whole program. */
function programFor(lines: string): { library: string; program: string } | undefined {
  if (/^import torch\b/m.test(lines)) return { library: 'torch', program: torchProgram(lines) };
  if (/^model\.export\(/m.test(lines)) return { library: 'keras', program: kerasProgram(lines) };
  return undefined;
}

/** The version of a Python module; none where it is not installed. */
function versionOf(name: string): string | undefined {
  try {
    const program = `import ${name}; print(${name}.__version__)`;
    return execFileSync(PYTHON, ['-c', program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function isBefore(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) < 0;
}

/** Why the lines cannot be run here. */
function missing(lines: string): string | undefined {
  const needs = [...lines.matchAll(IMPORT)];
  for (const [, name, least, below] of needs) {
    const version = versionOf(name);
    if (version === undefined) return `${PYTHON} has no ${name}`;
    if (least && isBefore(version, least)) return `${name} is ${version}, before ${least}`;
    if (below && !isBefore(version, below)) return `${name} is ${version}, not before ${below}`;
  }
  const program = programFor(lines);
  if (!program) return 'it continues a program of the reader';
  return versionOf(program.library) === undefined ? `${PYTHON} has no ${program.library}` : undefined;
}

/** The largest difference between what the opened file and Python say of the same samples. */
async function difference(folder: string): Promise<number> {
  const { input, output } = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
  const model = await readOnnx(path.join(folder, 'model.onnx'));
  const before = memory().numTensors;
  const found = tidy(() => (model(tensor(input)) as Tensor).dataSync());
  if (memory().numTensors !== before) throw new Error('tensors are left over');
  model.dispose();
  return Math.max(...output.flat().map((value: number, at: number) => Math.abs(value - found[at])));
}

let ran = 0;
let failed = 0;
for (const page of pagesOf(site))
  for (const { 1: lines, index } of textOf(page).matchAll(BLOCK)) {
    const place = `${page}:${textOf(page).slice(0, index).split('\n').length}`;
    const reason = missing(lines);
    const runnable = programFor(lines);
    if (reason || !runnable) {
      console.log(`not run  ${place}: ${reason}`);
      continue;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'export-'));
    try {
      writeFileSync(path.join(folder, 'export.py'), runnable.program);
      execFileSync(PYTHON, ['export.py'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
      const error = await difference(folder);
      if (!(error < TOLERANCE)) throw new Error(`outputs differ by ${error}, expected less than ${TOLERANCE}`);
      console.log(
        `ok       ${place}: ${runnable.library} ${versionOf(runnable.library)}, outputs differ by ${error.toExponential(1)}`,
      );
      ran++;
    } catch (error) {
      failed++;
      console.log(`FAIL     ${place}: ${(error as Error).message}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
console.log(`${ran} ran, ${failed} failed`);
process.exitCode = ran > 0 && failed === 0 ? 0 : 1;
