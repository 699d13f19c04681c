import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Recording } from 'tfjs-gradients';
import { analyze, eagerExecutor } from 'xai-base';
import { AttnLRP, LRP } from '../../src/index';
import { multiplicationsOf, SlownessWarning } from '../../src/operators/warn-when-slow';
import { layerMultiplications } from '../../src/propagation/multiplications';
import { Network } from '../../src/propagation/network';

/** A model of one product `[rows, 1000] x [1000, 1000]`, as if it had run. */
function productOf(rows: number): Recording {
  const value = (tensor: tf.Tensor) => ({ tensor, isLive: true, names: new Map() });
  const inputs = { a: value(tf.zeros([rows, 1000])), b: value(tf.zeros([1000, 1000])) };
  const outputs = [value(tf.zeros([rows, 1000]))];
  const operation = { kernel: 'BatchMatMul', inputs, outputs, attributes: {}, gradients: () => ({}) };
  return { inputs: [inputs.a], operations: [operation], output: outputs[0], dispose: () => undefined };
}

test('an analysis that will be slow says so once, and what makes it fast; a small one does not', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const slowness = new SlownessWarning('AttnLRP');
  tf.tidy(() => {
    slowness.consider(multiplicationsOf(productOf(300))); // 3 * 0.3e9 multiplications: 9 s
    expect(warn).not.toHaveBeenCalled();
    for (let run = 0; run < 2; run++) slowness.consider(multiplicationsOf(productOf(400)));
  });
  expect(warn.mock.calls.flat()).toEqual([
    expect.stringMatching(/^AttnLRP may take 12 s by the cpu backend\..*xai-native.*useWasm/),
  ]);
  warn.mockRestore();
});

test('what is compiled is not slow', async () => {
  const consider = jest.spyOn(SlownessWarning.prototype, 'consider');
  const input = tf.ones([1, 2]);
  const model = (x: tf.Tensor) => tf.relu(x);
  const layers = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [2] })] });
  const [attn, lrp, byLayers] = [new AttnLRP(model), new LRP(model), new LRP(layers)];
  for (const run of [
    (options: object) => analyze(input, attn, 1, options),
    (options: object) => analyze(input, lrp, 1, options),
    (options: object) => analyze(input, byLayers, 1, options),
  ]) {
    consider.mockClear();
    (await run({ executor: { ...eagerExecutor, name: 'compiled' } })).dispose();
    expect(consider).not.toHaveBeenCalled();
    (await run({})).dispose();
    expect(consider).toHaveBeenCalledTimes(1);
  }
  consider.mockRestore();
  input.dispose();
  layers.dispose();
});

test('the multiplications of layers are those of their operators, as the warning counts them', () => {
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({ filters: 4, kernelSize: 3, useBias: false, inputShape: [8, 8, 2] }),
      tfl.layers.depthwiseConv2d({ kernelSize: 3, useBias: false }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 3, useBias: false }),
    ],
  });
  const by = 36 * 9 * 2 * 4 + 16 * 9 * 4 + 64 * 3;
  expect(layerMultiplications(new Network(model))).toBe(by);
  const words = tfl.sequential({ layers: [tfl.layers.embedding({ inputDim: 1000, outputDim: 4, inputLength: 5 })] });
  expect(layerMultiplications(new Network(words))).toBe(0);
  for (const one of [model, words]) one.dispose();
});
