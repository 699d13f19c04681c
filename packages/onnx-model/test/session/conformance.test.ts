import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
import { OnnxModel } from '../../src';

interface Case {
  readonly id: string;
  readonly model: { readonly file: string; readonly input: string; readonly output: string };
  readonly input: StoredTensor & { readonly dtype?: 'float32' | 'int32' };
  readonly expected: { readonly output: StoredTensor };
  readonly tolerance: { readonly output: number };
}

const fixtures = path.join(__dirname, '../fixtures');
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(path.join(fixtures, 'real_models.json'), 'utf8'));

function restore({ shape, data, dtype = 'float32' }: Case['input']): Tensor {
  const { buffer } = Uint8Array.from(Buffer.from(data, 'base64'));
  return tensor(dtype === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer), shape, dtype);
}

describeBackends('models of the overview of DIANNA, as onnxruntime 1.30.0 runs them', () => {
  test.each(cases)('$id', async ({ model: { file, input, output }, input: stored, expected, tolerance }) => {
    const model = await OnnxModel.load(path.join(fixtures, file), { input, output });
    const batch = restore(stored);
    const result = await model(batch);
    expect(result.shape).toEqual(expected.output.shape);
    expectWithin(await result.data(), valuesOf(expected.output), { rtol: tolerance.output, atol: 0 });
    batch.dispose();
    result.dispose();
    await model.dispose();
  });
});
