import {
  add,
  clone,
  type GradConfig,
  getGradient,
  matMul,
  mul,
  relu,
  relu6,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { withGradients } from 'tfjs-gradients';
import { analyze, NoGradientError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { Deconvnet } from '../../src/backpropagation/deconvnet';
import { GuidedBackprop } from '../../src/backpropagation/guided-backprop';
import { Gradient } from '../../src/gradients/gradient';
import { explain } from '../support/explain';
import { seeded } from '../support/layers-models';
import { ownGradients } from '../support/own-gradients';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const first = [
  [1, -1, 2],
  [-2, 1, 1],
];
const second = [[1], [2], [-1]];

/** Two layers with a ReLU between: the hidden values of [2, 1] are 0, -1, 5; those of [-1, 2] are -5, 3, 0. */
const net = (x: Tensor) => matMul(relu(matMul(x as Tensor2D, first)), second);
const inputs = [
  [2, 0.5], // hidden: 1, -1.5, 4.5
  [-1, 2], // hidden: -5, 3, 0
];

describeBackends('GuidedBackprop and Deconvnet', () => {
  test.each([
    // the gradient at the hidden values is 1, 2, -1: the third is cut
    ['GuidedBackprop', (model: (x: Tensor) => Tensor) => new GuidedBackprop(model), [1, -2, -2, 2]],
    ['Deconvnet', (model: (x: Tensor) => Tensor) => new Deconvnet(model), [-1, 0, -1, 0]],
  ] as const)('%s by hand', async (_name, make, expected) => {
    const input = tensor2d(inputs);
    const { val } = await explain(input, make(net));
    input.dispose();
    expectClose(val, expected);
  });

  test('relu6 passes only what lies between 0 and 6', async () => {
    const input = tensor2d([[-1, 3, 7]]);
    const model = (x: Tensor) => sum(mul(relu6(x), [1, 2, 3]), 1, true);
    expectClose((await explain(input, new GuidedBackprop(model))).val, [0, 2, 0]);
    expectClose((await explain(input, new Deconvnet(model))).val, [1, 2, 3]);
    input.dispose();
  });

  test('layers with a fused activation are treated alike: dense, convolution, depthwise convolution', async () => {
    const { dense, conv2d, depthwiseConv2d, flatten } = tfl.layers;
    const fused = [
      conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [6, 6, 2] }),
      depthwiseConv2d({ kernelSize: 2, activation: 'relu6' }),
      flatten(),
      dense({ units: 12, activation: 'relu' }),
      dense({ units: 2 }),
    ];
    const model = seeded(tfl.sequential({ layers: fused }));
    const weights = model.getWeights();
    const unfused = tfl.sequential({
      layers: [
        conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2] }),
        tfl.layers.reLU(),
        depthwiseConv2d({ kernelSize: 2 }),
        tfl.layers.reLU({ maxValue: 6 }),
        flatten(),
        dense({ units: 12 }),
        tfl.layers.reLU(),
        dense({ units: 2 }),
      ],
    });
    unfused.setWeights(weights);
    const input = randomTensor([1, 6, 6, 2]);
    for (const Method of [GuidedBackprop, Deconvnet]) {
      const [got, expected] = [await explain(input, new Method(model)), await explain(input, new Method(unfused))];
      expect(expected.val.some((value) => value !== 0)).toBe(true);
      expectClose(got.val, expected.val);
    }
    input.dispose();
    model.dispose();
    unfused.dispose();
  });

  test("the user's gradients are put back, also when the model throws", async () => {
    const own: GradConfig = { kernelName: 'Relu', gradFunc: (dy) => ({ x: () => clone(dy as Tensor) }) };
    const before = getGradient('Relu');
    const input = tensor2d(inputs);
    await explain(input, new GuidedBackprop(net));
    expect(getGradient('Relu')).toBe(before);
    const broken = (x: Tensor) => {
      net(x);
      throw new Error('out of order');
    };
    expect((await rejection(analyze(input, new Deconvnet(broken)))).message).toBe('out of order');
    expect(getGradient('Relu')).toBe(before);
    withGradients([own], () => {
      expect(getGradient('Relu')).toBe(own);
    });
    const plain = await explain(input, new Gradient((x: Tensor) => relu(add(sum(x, 1, true), 10))));
    expectClose(plain.val, [1, 1, 1, 1]);
    input.dispose();
  });
});

test.each([GuidedBackprop, Deconvnet])('%p refuses a model with gradients of its own', (Method) => {
  const model = ownGradients(net);
  expect(() => new Method(model)).toThrow(NoGradientError);
  expect(() => new Method(model)).toThrow(`${Method.name} changes the gradients of single ops`);
  expect(() => new Method(model)).toThrow('Use Gradient, IntegratedGradients or SmoothGrad.');
});
