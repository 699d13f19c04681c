import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeNode } from 'onnx-format';
import { graph } from '../support/graphs';

/** Runs a model on batches, all at once, by onnxruntime-web in a process of its own. */
async function run(model: Uint8Array, batches: number[][][]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'onnx-model-'));
  try {
    const file = path.join(folder, 'model.onnx');
    writeFileSync(file, model);
    const program = path.join(__dirname, '../support/on-onnxruntime-web.mts');
    const command = ['--import', 'tsx', program, file, JSON.stringify(batches)];
    const workspace = path.join(__dirname, '../../../..');
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: workspace });
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('onnxruntime-web, injected', () => {
  const double = [makeNode('Add', ['x', 'x'], ['y'])];

  test.each(['', 1])('runs a model whose batch is "%s", in overlapping calls', async (batch) => {
    const model = graph({ x: ['float32', batch, 2] }, double, { y: ['float32', batch, 2] });
    const { outputs, inputs, runtimes } = await run(model, [[[1, 2], [3, 4]], [[5, 6]]]); // biome-ignore format: one line
    expect(outputs).toEqual([[[2, 4], [6, 8]], [[10, 12]]]); // biome-ignore format: one line
    expect(inputs).toEqual([{ name: 'x', type: 'float32', shape: [batch, 2] }]);
    expect(runtimes).not.toContain('node');
  });
});
