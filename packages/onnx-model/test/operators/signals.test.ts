import { tensor, tidy } from '@tensorflow/tfjs-core';
import { type Attributes, int, makeNode, type OnnxTensor, writeModel } from 'onnx-format';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describeBackends } from '../../../../tooling/jest/backends';
import { readOnnx } from '../../src';
import { expectSame, floats, integers, modelOf } from '../support/against-onnxruntime';

const length = (value: number) => integers([value], []);

/** What an operator makes of constants alone, times the input 1: by onnxruntime, and read into ops. */
async function both(op: string, constants: readonly OnnxTensor[], attributes: Attributes) {
  const names = constants.map((_, index) => `c${index}`);
  const bytes = writeModel({
    opsets: { '': 17 },
    graph: {
      name: 'test',
      nodes: [makeNode(op, names, ['made'], attributes), makeNode('Mul', ['made', 'x'], ['y'])],
      initializers: new Map(constants.map((one, index) => [`c${index}`, one] as const)),
      inputs: [{ name: 'x', type: 'float32', shape: [1, 1] }],
      outputs: [{ name: 'y' }],
    },
  });
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const { y } = await session.run({ x: new OrtTensor('float32', Float32Array.of(1), [1, 1]) });
  await session.release();
  const model = await readOnnx(bytes);
  const read = tidy(() => Array.from(model(tensor([1], [1, 1])).dataSync()));
  model.dispose();
  return { read, expected: Array.from(y.data as Float32Array) };
}

describeBackends('signals', () => {
  it.each(['HannWindow', 'HammingWindow', 'BlackmanWindow'])('%s', async (op) => {
    for (const periodic of [0, 1]) {
      const { read, expected } = await both(op, [length(7)], { periodic: int(periodic) });
      expect(read).toHaveLength(7);
      read.forEach((value, index) => {
        expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(2e-6); // of numbers up to 1, by cosines in single precision
      });
    }
  });

  it('MelWeightMatrix', async () => {
    const range = [floats([], [100]), floats([], [6000])];
    const { read, expected } = await both('MelWeightMatrix', [length(6), length(40), length(16000), ...range], {});
    expect(read).toHaveLength(21 * 6);
    read.forEach((value, index) => {
      expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(1e-6);
    });
  });

  it('DFT of real and complex numbers, forward and back, cut and padded', async () => {
    for (const parts of [1, 2]) {
      const shape = [2, 5, parts];
      await expectSame({ op: 'DFT', shape });
      await expectSame({ op: 'DFT', shape, attributes: { inverse: 1 } });
      await expectSame({ op: 'DFT', shape, constants: [length(8)] });
      await expectSame({ op: 'DFT', shape, constants: [length(3)] });
    }
    await expectSame({ op: 'DFT', shape: [2, 6, 1], attributes: { onesided: 1 } });
    await expectSame({ op: 'DFT', shape: [2, 3, 4, 1], attributes: { axis: 2, onesided: 1 } });
    await expectSame({ op: 'DFT', shape: [2, 3, 4, 1], attributes: { axis: 1 } });
    await expectSame({ op: 'DFT', opset: 20, shape: [2, 3, 4, 2] });
    await expectSame({ op: 'DFT', opset: 20, shape: [2, 3, 4, 2], constants: [null, length(1)] });
  });

  it('DFT back from one side is refused', async () => {
    const use = { op: 'DFT', shape: [2, 5, 2], attributes: { onesided: 1, inverse: 1 } };
    await expect(expectSame({ ...use, opset: 17 })).rejects.toThrow();
  });

  it('STFT of frames that overlap, with a window and without', async () => {
    const frame = length(6);
    const window = floats([6], [0.1, 0.5, 0.9, 1, 0.6, 0.2]);
    await expectSame({ op: 'STFT', shape: [2, 20, 1], constants: [length(3), window, frame] });
    await expectSame({ op: 'STFT', shape: [2, 21, 1], constants: [length(4), window], attributes: { onesided: 0 } });
    await expectSame({ op: 'STFT', shape: [2, 20, 1], constants: [length(5), null, frame] });
    const use = { op: 'STFT', shape: [1, 20, 2], constants: [length(3), null, frame], attributes: { onesided: 0 } };
    await expectSame(use);
  });

  it('STFT of complex numbers with a window, which onnxruntime 1.30.0 takes wrongly', async () => {
    const constants = [length(1), floats([2], [0.5, 1])];
    const bytes = modelOf({ op: 'STFT', shape: [1, 2, 2], constants, attributes: { onesided: 0 } });
    const model = await readOnnx(bytes);
    // the frame [1 + i, 2 - i], faded to [0.5 + 0.5 i, 2 - i]: its sum, and its difference
    const read = tidy(() => Array.from(model(tensor([1, 1, 2, -1], [1, 2, 2])).dataSync()));
    model.dispose();
    const expected = [2.5, -0.5, -1.5, 1.5];
    read.forEach((value, index) => {
      expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(1e-6);
    });
    expect(read).toHaveLength(4);
  });
});
