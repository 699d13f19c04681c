import {
  add,
  dispose,
  elu,
  leakyRelu,
  max,
  mul,
  relu,
  relu6,
  selu,
  sigmoid,
  slice,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor2d,
  topk,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { analyze, ModelError, NoGradientError, ShapeError, UnsupportedLayerError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { DeepLift } from '../../src/backpropagation/deep-lift';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { explain, sums } from '../support/explain';
import { seeded } from '../support/layers-models';
import { convolutional, type Net, perceptron } from '../support/nets';
import { ownGradients } from '../support/own-gradients';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const activations = { relu, relu6, elu, selu, leakyRelu, sigmoid, tanh, softplus } as const;

/** Expects the attributions of output 1 to sum to `f(x) - f(x0)`, and the completeness error to say so. */
async function expectComplete(model: Net, input: Tensor, inputRef: Tensor): Promise<void> {
  const read = await explain(input, new DeepLift(model), 1, { inputRef });
  const { output } = await explain(inputRef, new Gradient(model), 1);
  const [classes, references] = [read.output.length / input.shape[0], inputRef.shape[0]];
  const differences = sums(read).map((_, row) => {
    const reference = references === 1 ? 0 : row;
    return read.output[row * classes + 1] - output[reference * classes + 1];
  });
  dispose([input, inputRef]);
  expect(Math.max(...differences.map(Math.abs))).toBeGreaterThan(1e-3);
  sums(read).forEach((total, row) => {
    expect(Math.abs(total - differences[row])).toBeLessThan(1e-4 * Math.max(1, ...differences.map(Math.abs)));
  });
  for (const error of read.extras.completenessError as number[]) expect(error).toBeLessThan(1e-4);
}

describeBackends('DeepLift', () => {
  test('by hand: a ReLU passes the quotient of the differences', async () => {
    // hidden: 2 a - b - 1 goes from -1 to 2, b from 0 to 1; output: relu(hidden) + 3 b = 2 + 3
    const model = (x: Tensor) => {
      const [a, b] = [slice(x, [0, 0], [-1, 1]), slice(x, [0, 1], [-1, 1])];
      return add(relu(sub(sub(mul(2, a), b), 1)), mul(3, b));
    };
    const input = tensor2d([[2, 1]]);
    const { val } = await explain(input, new DeepLift(model));
    input.dispose();
    expectClose(val, [(2 / 3) * 2 * 2, (2 / 3) * -1 + 3]);
  });

  test.each(Object.entries(activations))('explains the whole difference through %s', async (_name, activation) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, 3), async (seed, references) => {
        const model = perceptron({ seed, bias: 1, units: [6, 6, 3], activation: activation as (x: Tensor) => Tensor });
        await expectComplete(model, randomTensor([3, 5], seed), randomTensor([references, 5], seed + 1));
      }),
      { numRuns: 5 },
    );
  });

  test.each([relu, tanh, softplus])(
    'explains the whole difference through convolutions, a residual branch and pooling',
    async (activation) => {
      for (const seed of [1, 2, 3]) {
        const model = convolutional({ seed, bias: 1, activation: activation as (x: Tensor) => Tensor });
        await expectComplete(model, randomTensor([2, 8, 8, 2], seed), randomTensor([1, 8, 8, 2], seed + 1));
      }
    },
  );

  test('explains the whole difference through the maximum over an axis', async () => {
    const model = (x: Tensor) => mul(max(x, 1, true), [1, 2]);
    await expectComplete(model, randomTensor([4, 6], 1), randomTensor([4, 6], 2));
  });

  test('explains the whole difference of a layers model with normalization', async () => {
    const { conv2d, batchNormalization, reLU, globalMaxPooling2d, dense } = tfl.layers;
    const model = seeded(
      tfl.sequential({
        layers: [
          conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 1] }),
          batchNormalization(),
          reLU(),
          globalMaxPooling2d({}),
          dense({ units: 2 }),
        ],
      }),
    );
    await expectComplete((x) => model.apply(x) as Tensor, randomTensor([2, 6, 6, 1], 1), randomTensor([1, 6, 6, 1], 2));
    model.dispose();
  });

  test('equals InputTimesGradient where nothing switches, and the gradient where input and reference are equal', async () => {
    const model = (x: Tensor) => mul(x, 3);
    const input = randomTensor([2, 3]);
    const deep = await explain(input, new DeepLift(model), 1);
    expectClose(deep.val, (await explain(input, new InputTimesGradient(model), 1)).val);
    const same = await explain(input, new DeepLift(perceptron()), 1, { inputRef: input });
    expect(Array.from(same.val, Math.abs)).toEqual(new Array(6).fill(0));
    input.dispose();
  });

  test('by hand: a product counts each factor by the mean of the other', async () => {
    // s = sigmoid(x) goes from 1/2 to s: x s gets (s + 1/2) / 2 by x, and x / 2 by the rise of s, which is x's, too
    const input = tensor2d([[3]]);
    const { val, extras } = await explain(input, new DeepLift((x: Tensor) => mul(x, sigmoid(x))));
    const s = 1 / (1 + Math.exp(-3));
    expectClose(val, [(3 * (s + 0.5)) / 2 + (3 / 2) * (s - 0.5)]);
    expect((extras.completenessError as number[])[0]).toBeLessThan(1e-6);
    input.dispose();
  });

  test('whole numbers may have fractional references', async () => {
    const [input, inputRef] = [tensor2d([[4, 2]], [1, 2], 'int32'), tensor2d([[0.5, 0.5]])];
    const model = (x: Tensor) => sum(square(x), 1, true);
    const { val } = await explain(input, new DeepLift(model), 0, { inputRef });
    dispose([input, inputRef]);
    expectClose(val, [16 - 0.25, 4 - 0.25]);
  });

  test('in batches it gives the same numbers', async () => {
    const [input, inputRef] = [randomTensor([5, 5], 1), randomTensor([5, 5], 2)];
    const analyzer = new DeepLift(perceptron({ bias: 1 }));
    const once = await explain(input, analyzer, undefined, { inputRef });
    for (const batchSize of [1, 2]) {
      expectClose((await explain(input, analyzer, undefined, { inputRef, batchSize })).val, once.val);
    }
    dispose([input, inputRef]);
  });
});

test('a model whose layers want a fixed batch, or the batch elsewhere, is explained as any other', async () => {
  const fixed = seeded(
    tfl.sequential({
      layers: [
        tfl.layers.dense({ units: 4, activation: 'sigmoid', batchInputShape: [2, 3] }),
        tfl.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    }),
  );
  const input = randomTensor([2, 3]);
  const { extras, val } = await explain(input, new DeepLift(fixed), 1);
  const turned = (x: Tensor) => transpose(tanh(transpose(fixed.apply(x) as Tensor)));
  expect(Math.max(...(extras.completenessError as number[]))).toBeLessThan(1e-6);
  expect(Math.max(...val.map(Math.abs))).toBeGreaterThan(1e-3);
  expect(
    Math.max(...((await explain(input, new DeepLift(turned), 1)).extras.completenessError as number[])),
  ).toBeLessThan(1e-6);
  input.dispose();
  fixed.dispose();
});

test('what has no rule, and a model that runs other ops at the reference, are typed errors', async () => {
  const input = randomTensor([2, 5]);
  const largest = (x: Tensor) => topk(x, 2).values;
  const error = await rejection(analyze(input, new DeepLift(largest), 0));
  expect(error).toBeInstanceOf(UnsupportedLayerError);
  expect(error.message).toContain('the op TopK, for which DeepLift has no rule. Use IntegratedGradients');
  let calls = 0;
  const changing = (x: Tensor) => (calls++ === 0 ? relu(x) : tanh(x));
  expect(await rejection(analyze(input, new DeepLift(changing), 0))).toBeInstanceOf(ModelError);
  calls = 0;
  const longer = (x: Tensor) => (calls++ === 0 ? relu(x) : relu(relu(x)));
  expect(await rejection(analyze(input, new DeepLift(longer), 0))).toBeInstanceOf(ModelError);
  input.dispose();
});

test('a reference of another shape, and a model with gradients of its own, are typed errors', async () => {
  const [input, inputRef] = [randomTensor([2, 5]), zeros([2, 6])];
  expect(await rejection(analyze(input, new DeepLift(perceptron()), 0, { inputRef }))).toBeInstanceOf(ShapeError);
  expect(await rejection(analyze(input, new DeepLift(ownGradients(perceptron()))))).toBeInstanceOf(NoGradientError);
  dispose([input, inputRef]);
});
