import { modelOf, type Use } from '../../../packages/onnx-model/test/support/against-onnxruntime';
import '../../jest/backends';
import { setBackend } from '@tensorflow/tfjs-core';
import { chosenUse, explained } from '../operators/explained';
import type { RecordedUse } from '../operators/recorded-use';

const recorded = (use: Use, values: readonly number[]): RecordedUse => ({
  ...{ op: use.op, domain: '', shape: use.shape, type: 'float32', output: 'y0', hasGradient: true, values },
  model: Buffer.from(modelOf(use)).toString('base64'),
});

const all = ['cpu', 'wasm', 'native'];

afterAll(async () => {
  await setBackend('cpu');
});

describe('the table of operators', () => {
  it('says on which backends each method gives numbers that agree, or none', async () => {
    const use = { op: 'Relu', shape: [2, 2] };
    expect(await explained(recorded(use, [-1, 2, 3, -4]))).toEqual({
      ...{ Gradient: all, IntegratedGradients: all, LRP: all, AttnLRP: all, KernelSHAP: all },
    });
    const { Gradient, KernelSHAP } = await explained(recorded({ op: 'Floor', shape: [2, 2] }, [-1.5, 2.5, 3.5, 1.5]));
    expect([Gradient, KernelSHAP]).toEqual([[], all]);
  });

  it('takes a use that has a derivative', async () => {
    const uses = [recorded({ op: 'Relu', shape: [2] }, [-1, -2]), recorded({ op: 'Relu', shape: [2] }, [1, 2])];
    expect(await chosenUse(uses)).toBe(uses[1]);
    expect(await chosenUse(uses.slice(0, 1))).toBe(uses[0]);
  });
});
