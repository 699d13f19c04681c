import { dispose, slice, softplus, sqrt, square, sum, type Tensor, tanh, tensor2d, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { analyze, ShapeError, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { InterpolationAugmentation } from '../../src/augmentations/interpolation-augmentation';
import type { Quadrature } from '../../src/augmentations/quadrature';
import { GradCAM } from '../../src/cam/grad-cam';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { explain, sums } from '../support/explain';
import { convolutional, perceptron } from '../support/nets';
import { expectClose, randomTensor, rejection, take } from '../support/tensors';

const squares = (x: Tensor) => sum(square(x), 1, true);

describeBackends('IntegratedGradients', () => {
  test('equals InputTimesGradient on random bias-free ReLU perceptrons', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
        async (seed, hidden) => {
          const model = perceptron({ seed, units: [...hidden, 3] });
          const input = randomTensor([2, 5], seed);
          const integrated = await explain(input, new IntegratedGradients(model, 5));
          const direct = await explain(input, new InputTimesGradient(model));
          input.dispose();
          expectClose(integrated.val, direct.val);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('equals InputTimesGradient on a bias-free convolutional net', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    const model = convolutional();
    const integrated = await explain(input, new IntegratedGradients(model, 5));
    const direct = await explain(input, new InputTimesGradient(model));
    input.dispose();
    expectClose(integrated.val, direct.val);
  });

  test.each([
    ['a smooth perceptron', perceptron({ bias: 1, activation: tanh }), [3, 5], 1e-5],
    // where pooling or a ReLU switches, the gradient jumps: no rule of 50 nodes is exact
    [
      'a smooth convolutional net with max pooling',
      convolutional({ bias: 0.5, activation: softplus }),
      [2, 8, 8, 2],
      2e-2,
    ],
    ['a ReLU net with biases', convolutional({ bias: 0.5 }), [2, 8, 8, 2], 2e-2],
  ] as const)('explains the whole difference: %s', async (_name, model, shape, tolerance) => {
    const [input, inputRef] = [randomTensor([...shape], 1), randomTensor([...shape], 2)];
    const read = await explain(input, new IntegratedGradients(model, 50), 1, { inputRef });
    const atReference = await explain(inputRef, new Gradient(model), 1);
    dispose([input, inputRef]);
    const completenessError = read.extras.completenessError as number[];
    sums(read).forEach((total, row) => {
      const difference = read.output[row * 3 + 1] - atReference.output[row * 3 + 1];
      expect(Math.abs(total - difference)).toBeLessThan(tolerance * Math.max(1, Math.abs(difference)));
      expect(completenessError[row]).toBeCloseTo(Math.abs(total - difference), 4);
    });
  });

  test('the completeness error says how far the steps are off, and falls with their number', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    const worst = async (steps: number) => {
      const { extras } = await explain(input, new IntegratedGradients(convolutional({ bias: 1 }), steps), 1);
      return Math.max(...(extras.completenessError as number[]));
    };
    const [few, many] = [await worst(4), await worst(100)];
    input.dispose();
    expect(few).toBeGreaterThan(5 * many);
  });

  test.each(['gauss-legendre', 'midpoint', 'trapezoid'] as Quadrature[])(
    '%s is exact on a quadratic function',
    async (quadrature) => {
      const [input, inputRef] = [tensor2d([[1, -3]]), tensor2d([[0, 1]])];
      const read = await explain(input, new IntegratedGradients(squares, 2, { quadrature }), 0, { inputRef });
      dispose([input, inputRef]);
      expectClose(read.val, [1, 8]); // x^2 - x0^2
      expectClose(read.extras.completenessError as number[], [0], 1e-5);
    },
  );

  test('left and right rules lie on either side, by half a step', async () => {
    const input = tensor2d([[1, -3]]);
    const left = await explain(input, new IntegratedGradients(squares, 10, { quadrature: 'left' }));
    const right = await explain(input, new IntegratedGradients(squares, 10, { quadrature: 'right' }));
    input.dispose();
    expectClose(left.val, [0.9, 8.1]);
    expectClose(right.val, [1.1, 9.9]);
    expectClose(left.extras.completenessError as number[], [1]);
  });

  test('the reference is not modified; one for all serves every sample, one a sample its own', async () => {
    const model = perceptron({ bias: 1, activation: tanh });
    const [input, each] = [randomTensor([3, 5], 1), randomTensor([3, 5], 2)];
    const before = Float32Array.from(each.dataSync());
    const analyzer = new IntegratedGradients(model, 10);
    const batch = await explain(input, analyzer, 2, { inputRef: each });
    const one = slice(each, 0, 1);
    const shared = await explain(input, analyzer, 2, { inputRef: one });
    for (let row = 0; row < 3; row++) {
      const [sample, reference] = [slice(input, row, 1), slice(each, row, 1)];
      const alone = await explain(sample, analyzer, 2, { inputRef: reference });
      const aloneShared = await explain(sample, analyzer, 2, { inputRef: one });
      dispose([sample, reference]);
      expectClose(batch.val.subarray(row * 5, row * 5 + 5), alone.val);
      expectClose(shared.val.subarray(row * 5, row * 5 + 5), aloneShared.val);
    }
    expect(take(each)).toEqual(before);
    dispose([input, one]);
  });

  test('augments any analyzer whose explanations have the shape of the input', async () => {
    const input = randomTensor([2, 5]);
    const model = perceptron();
    const integrated = await explain(input, new InterpolationAugmentation(new Gradient(model), 5));
    const direct = await explain(input, new IntegratedGradients(model, 5));
    input.dispose();
    expect(integrated).toEqual(direct);
  });
});

const cam = new GradCAM(
  (x: Tensor) => x,
  (x: Tensor) => sum(x, [1, 2]),
);

test.each([
  [
    'another shape',
    () => zeros([2, 4]),
    "inputRef has shape [2,4]; expected the input's shape [2,5], or [1,5]",
    ShapeError,
  ],
  ['another batch', () => zeros([3, 5]), 'inputRef has shape [3,5]', ShapeError],
  ['NaN', () => tensor2d([[0, 0, Number.NaN, 0, 0]]), 'inputRef holds NaN at [0,2]', ValueError],
] as const)('a reference with %s is a typed error', async (_name, make, message, kind) => {
  const [input, inputRef] = [randomTensor([2, 5]), make()];
  const error = await rejection(analyze(input, new IntegratedGradients(perceptron()), 0, { inputRef }));
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toContain(message);
  dispose([input, inputRef]);
});

test('an analyzer with maps of its own shape is a typed error', async () => {
  const input = randomTensor([1, 4, 4, 2]);
  const error = await rejection(analyze(input, new InterpolationAugmentation(cam, 2)));
  expect(error).toBeInstanceOf(ShapeError);
  expect(error.message).toContain('The explanations of GradCAM have shape [1,4,4,1]');
  input.dispose();
});

test('a norm is integrated from zero, where its slope has no direction', async () => {
  const input = tensor2d([[3, 4]]);
  const norm = (x: Tensor) => sqrt(sum(square(x), 1, true));
  const gauss = await explain(input, new IntegratedGradients(norm, 10));
  expectClose(gauss.val, [1.8, 3.2]);
  const trapezoid = await explain(input, new IntegratedGradients(norm, 101, { quadrature: 'trapezoid' }));
  expectClose(trapezoid.val, [1.8, 3.2], 0.006); // half a step is lost at zero
  input.dispose();
});
