import { mul, square, step, sub, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import {
  type Analyzer,
  analyze,
  type Model,
  ModelError,
  NoGradientError,
  UnsupportedLayerError,
  WeightedSelector,
} from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { SmoothGrad } from '../../src/augmentations/smooth-grad';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { explain } from '../support/explain';
import { setWeights } from '../support/layers-models';
import { perceptron } from '../support/nets';
import { ownGradients } from '../support/own-gradients';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const finite = fc.double({ min: -10, max: 10, noNaN: true });
const rows = fc.array(fc.array(finite, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 });

describeBackends('Gradient', () => {
  test('of a linear function is its weights', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(finite, { minLength: 3, maxLength: 3 }), async (values, weights) => {
        const input = tensor2d(values);
        const model = (x: Tensor) => sum(mul(x, weights), 1, true);
        const gradient = await explain(input, new Gradient(model));
        const product = await explain(input, new InputTimesGradient(model));
        input.dispose();
        expectClose(
          gradient.val,
          values.flatMap(() => weights),
          1e-6,
        );
        expectClose(
          product.val,
          values.flatMap((row) => row.map((x, at) => x * weights[at])),
          1e-6,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('of a sum of squares is twice the input', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const input = tensor2d(values);
        const { val } = await explain(input, new Gradient((x: Tensor) => sum(square(x), 1, true)));
        input.dispose();
        expectClose(
          val,
          values.flat().map((x) => 2 * x),
          1e-6,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('of a weighted combination is the combination of the gradients', async () => {
    const [input, analyzer] = [randomTensor([2, 5]), new Gradient(perceptron({ bias: 1 }))];
    const [first, third] = [await explain(input, analyzer, 0), await explain(input, analyzer, 2)];
    const both = await explain(input, analyzer, new WeightedSelector({ 0: 2, 2: -1 }));
    input.dispose();
    expectClose(
      both.val,
      first.val.map((value, at) => 2 * value - third.val[at]),
    );
  });

  test('takes whole numbers for what they are', async () => {
    const input = tensor2d([[1, -3]], [1, 2], 'int32');
    const model = (x: Tensor) => sum(square(x), 1, true);
    expectClose((await explain(input, new Gradient(model))).val, [2, -6]);
    expectClose((await explain(input, new InputTimesGradient(model))).val, [2, 18]);
    input.dispose();
  });

  test('of a layers model: dropout is off, the selected outputs are explained', async () => {
    const model = tfl.sequential({
      layers: [tfl.layers.dropout({ rate: 0.9, inputShape: [2] }), tfl.layers.dense({ units: 2, useBias: false })],
    });
    setWeights(model, [
      tensor2d([
        [1, 2],
        [3, 4],
      ]),
    ]);
    const input = tensor2d([
      [1, 1],
      [1, -1],
    ]);
    const { val, output, outputSelection } = await explain(input, new Gradient(model));
    expect(outputSelection).toEqual([1, 0]); // -2 and -2: the first of equal ones
    expectClose(output, [4, 6, -2, -2]);
    expectClose(val, [2, 4, 1, 3]);
    input.dispose();
    model.dispose();
  });

  test('of a graph model is that of its function', async () => {
    const net = perceptron({ bias: 1 });
    const inputs = [{ name: 'x', shape: [-1, 5], dtype: 'float32' }];
    const model = { inputs, predict: net, executeAsync: async (x: Tensor) => net(x) };
    const input = randomTensor([3, 5]);
    expectClose((await explain(input, new Gradient(model))).val, (await explain(input, new Gradient(net))).val);
    input.dispose();
  });

  test('of a model with gradients of its own: also integrated, smoothed and times the input', async () => {
    const input = randomTensor([3, 5]);
    const model = perceptron({ bias: 1 });
    const own = ownGradients(model);
    const analyzers: ((model: Model) => Analyzer)[] = [
      (one) => new Gradient(one),
      (one) => new InputTimesGradient(one),
      (one) => new IntegratedGradients(one, 7, { batchSize: 4 }),
      (one) => new SmoothGrad(one, 4, 0.1, { seed: 3 }),
    ];
    for (const make of analyzers) {
      expectClose((await explain(input, make(own))).val, (await explain(input, make(model))).val);
    }
    input.dispose();
  });

  test('fails where the gradients of its own fail, and leaves nothing', async () => {
    const input = randomTensor([3, 5]);
    const model = { ...ownGradients(perceptron()), gradient: async () => Promise.reject(new Error('engine stopped')) };
    expect((await rejection(analyze(input, new SmoothGrad(model, 3)))).message).toBe('engine stopped');
    input.dispose();
  });
});

test('an asynchronous function has no gradient: the error says what to do', async () => {
  const input = randomTensor([1, 3]);
  const model = async (x: Tensor) => sub(x, 1);
  const methods = [
    new Gradient(model),
    new InputTimesGradient(model),
    new SmoothGrad(model, 2),
    new IntegratedGradients(model, 2),
  ];
  for (const analyzer of methods) {
    const error = await rejection(analyze(input, analyzer));
    expect(error).toBeInstanceOf(NoGradientError);
    expect(error.message).toContain(
      'a model with its own gradients ({ predict, gradient }), or a method that needs none, such as Occlusion',
    );
  }
  input.dispose();
});

test('an output that does not depend on the input is a typed error', async () => {
  const input = randomTensor([1, 3]);
  const error = await rejection(analyze(input, new Gradient((x: Tensor) => tensor2d(x.arraySync() as number[][]))));
  expect(error).toBeInstanceOf(NoGradientError);
  input.dispose();
});

test('token indices are refused by the name of the embedding layer', async () => {
  const model = tfl.sequential({
    layers: [
      tfl.layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3, name: 'words' }),
      tfl.layers.globalAveragePooling1d({}),
    ],
  });
  const input = tensor2d([[0, 1, 2]], [1, 3], 'int32');
  const error = await rejection(analyze(input, new Gradient(model)));
  expect(error).toBeInstanceOf(UnsupportedLayerError);
  expect(error.message).toContain('Layer words (Embedding) reads token indices');
  expect(error.message).toContain('TokenAttribution');
  input.dispose();
  model.dispose();
});

test('what is no model is a typed error at once', () => {
  expect(() => new Gradient(42 as never)).toThrow(ModelError);
  expect(() => new Gradient(Promise.resolve(step) as never)).toThrow('is a promise of one not awaited?');
});
