import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeNode, type OnnxTensor, writeModel } from 'onnx-format';

/** The size of the model that is read, in MB. */
const megabytes = 250;

/** What a process that has just started to read a model does: prints how much more memory it held at most while it read. */
const reading = `
import '@tensorflow/tfjs-backend-cpu';
import { readOnnx } from 'onnx-model';
import { readFileSync } from 'node:fs';
const most = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
const before = most();
const model = await readOnnx(process.argv[2]);
console.log(most() - before, model.inputs.length);
process.exit(0);
`;

/** Writes a model of square products, reads it in a process of its own, and prints the peak of its memory to the size of the file. */
function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'memory-'));
  try {
    const [file, program] = [path.join(folder, 'model.onnx'), path.join(import.meta.dirname, '.reading.mts')];
    const side = 2000;
    const count = Math.round((megabytes * 2 ** 20) / (4 * side * side));
    const weights = Array.from({ length: count }, (_, index): [string, OnnxTensor] => [
      `w${'_'.repeat(index)}`, // names of all lengths: elements begin anywhere
      { type: 'float32', shape: [side, side], data: new Float32Array(side * side).fill(1 / side) },
    ]);
    const bytes = writeModel({
      graph: {
        name: 'products',
        nodes: weights.map(([name], index) => makeNode('MatMul', [`x${index}`, name], [`x${index + 1}`])),
        initializers: new Map(weights),
        inputs: [{ name: 'x0', type: 'float32', shape: ['batch', side] }],
        outputs: [{ name: `x${count}`, type: 'float32', shape: ['batch', side] }],
      },
    });
    writeFileSync(file, bytes);
    writeFileSync(program, reading);
    const tsconfig = path.join(import.meta.dirname, '../../tsconfig.json');
    const printed = execFileSync(process.execPath, ['--import', 'tsx', program, file], {
      cwd: import.meta.dirname,
      env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [kilobytes] = printed.trim().split('\n').at(-1)?.split(' ') ?? [];
    const times = (Number(kilobytes) * 1024) / bytes.length;
    console.log(
      `A model of ${Math.round(bytes.length / 2 ** 20)} MB takes at most ${times.toFixed(2)} times its size while it is read.`,
    );
    rmSync(program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
