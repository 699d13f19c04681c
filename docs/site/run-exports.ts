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
/** `import torch  # 2.6 or later`. */
const IMPORT = /^(?:import|from) (\w+).*?(?:# ([\d.]+) or later.*)?$/gm;
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
  for (const [, name, least] of needs) {
    const version = versionOf(name);
    if (version === undefined) return `${PYTHON} has no ${name}`;
    if (least && isBefore(version, least)) return `${name} is ${version}, before ${least}`;
  }
  return needs.some(([, name]) => name === 'torch') ? undefined : 'it continues a program of the reader';
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
    if (reason) {
      console.log(`not run  ${place}: ${reason}`);
      continue;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'export-'));
    try {
      writeFileSync(path.join(folder, 'export.py'), torchProgram(lines));
      execFileSync(PYTHON, ['export.py'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
      const error = await difference(folder);
      if (!(error < TOLERANCE)) throw new Error(`outputs differ by ${error}, expected less than ${TOLERANCE}`);
      console.log(`ok       ${place}: torch ${versionOf('torch')}, outputs differ by ${error.toExponential(1)}`);
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
