import { mul, slice, square, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describeValue, RandomStream, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { InterpolationAugmentation } from '../../src/augmentations/interpolation-augmentation';
import { NoiseAugmentation } from '../../src/augmentations/noise-augmentation';
import { SmoothGrad } from '../../src/augmentations/smooth-grad';
import { GradCAM } from '../../src/cam/grad-cam';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { explain } from '../support/explain';
import { convolutional, perceptron } from '../support/nets';
import { expectClose, randomTensor } from '../support/tensors';

// the package's main entry is an ES module, which jest does not load
const { randomExponential, randomLcg, randomPoisson } = jest.requireActual<typeof import('d3-random')>(
  '../../node_modules/d3-random/dist/d3-random.js',
);

const squares = (x: Tensor) => sum(square(x), 1, true);
const linear = (x: Tensor) => sum(mul(x, 3), 1, true);

describeBackends('NoiseAugmentation', (backend) => {
  test('is exact where the gradient is constant', async () => {
    const input = randomTensor([2, 3]);
    expectClose((await explain(input, new SmoothGrad(linear, 7, 10))).val, new Array(6).fill(3));
    input.dispose();
  });

  test('the noise is a standard deviation, around the input', async () => {
    // the gradient of x^2 is 2x: the mean over the draws is 2x + 2 mean(noise); one draw shows the noise itself
    const input = tensor2d([new Array(4000).fill(1)]);
    const { val } = await explain(input, new SmoothGrad(squares, 1, 3, { seed: 5 }));
    input.dispose();
    const noise = Array.from(val, (value) => value / 2 - 1);
    const mean = noise.reduce((total, value) => total + value) / noise.length;
    const deviation = Math.sqrt(noise.reduce((total, value) => total + (value - mean) ** 2, 0) / noise.length);
    expect(Math.abs(mean)).toBeLessThan((4 * 3) / Math.sqrt(4000)); // 4 standard errors
    expect(Math.abs(deviation - 3)).toBeLessThan((4 * 3) / Math.sqrt(8000));
  });

  test('a seed gives the same numbers again, on every backend, whatever the batch size; another seed gives others', async () => {
    const input = randomTensor([3, 4]);
    const once = await explain(input, new SmoothGrad(squares, 9, 0.5, { seed: 7 }));
    for (const batchSize of [1, 2, 5, 100]) {
      const again = await explain(input, new SmoothGrad(squares, 9, 0.5), 0, { seed: 7, batchSize });
      expectClose(again.val, once.val, 1e-6);
      expect(again.extras).toEqual({ unit: 'output per input', seed: 7 });
    }
    const noise = new Float32Array(36); // what cpu and wasm must give: 2 (x + mean(noise)), by hand
    new RandomStream(7).fillNormal(noise);
    const draws = Array.from({ length: 9 }, (_, draw) => noise.subarray(4 * draw, 4 * draw + 4));
    const expected = Array.from(
      input.dataSync(),
      (x, at) => 2 * (x + draws.reduce((total, draw) => total + 0.5 * draw[at % 4], 0) / 9),
    );
    expectClose(once.val, expected, 1e-6);
    const other = await explain(input, new SmoothGrad(squares, 9, 0.5, { seed: 8 }));
    expect(other.val).not.toEqual(once.val);
    input.dispose();
  });

  test('extras.seed repeats an analysis without a seed', async () => {
    const input = randomTensor([1, 4]);
    const analyzer = new SmoothGrad(squares, 3, 1);
    const { val, extras } = await explain(input, analyzer);
    expect((await explain(input, analyzer, undefined, { seed: extras.seed as number })).val).toEqual(val);
    expect((await explain(input, analyzer)).extras.seed).not.toBe(extras.seed);
    input.dispose();
  });

  test('takes the samplers of d3-random, with the same draws for all samples whatever the batch size', async () => {
    const input = randomTensor([3, 2]);
    const poisson = () => new SmoothGrad(squares, 6, randomPoisson.source(randomLcg(0.3))(2));
    const once = await explain(input, poisson());
    expectClose((await explain(input, poisson(), 0, { batchSize: 2 })).val, once.val, 1e-6);
    const shift = once.val.map((value, at) => value / 2 - input.dataSync()[at]);
    expectClose(shift.subarray(2, 4), shift.subarray(0, 2), 1e-4);
    expect(shift[0] * 6).toBeCloseTo(Math.round(shift[0] * 6), 3); // sums of Poisson numbers are integers
    const exponential = await explain(input, new NoiseAugmentation(new Gradient(squares), 4, randomExponential(1)));
    exponential.val.forEach((value, at) => {
      expect(value / 2).toBeGreaterThan(input.dataSync()[at]);
    });
    input.dispose();
  });

  test('selects the output once, on the clean input', async () => {
    // two outputs, x and -x: the sign of the noisy input decides which is larger
    const model = (x: Tensor) => mul(x, [[1, -1]]);
    const input = tensor2d([[0.1], [-0.1]]);
    const { val, outputSelection } = await explain(input, new SmoothGrad(model, 40, 5));
    input.dispose();
    expect(outputSelection).toEqual([0, 1]);
    expectClose(val, [1, -1]);
  });

  test('noise over integration, with a reference a sample, equals its samples one by one', async () => {
    const model = perceptron({ bias: 1 });
    const [input, inputRef] = [randomTensor([3, 5], 1), randomTensor([3, 5], 2)];
    const analyzer = new NoiseAugmentation(new IntegratedGradients(model, 4), 3, 0.2, { seed: 3 });
    const batch = await explain(input, analyzer, 1, { inputRef });
    const inParts = await explain(input, analyzer, 1, { inputRef, batchSize: 2 });
    expectClose(inParts.val, batch.val);
    for (let row = 0; row < 3; row++) {
      const [sample, reference] = [slice(input, row, 1), slice(inputRef, row, 1)];
      expectClose(
        (await explain(sample, analyzer, 1, { inputRef: reference })).val,
        batch.val.subarray(row * 5, row * 5 + 5),
      );
      sample.dispose();
      reference.dispose();
    }
    input.dispose();
    inputRef.dispose();
  });

  test('integration over noise stays exact where the gradient is linear', async () => {
    const input = tensor2d([[1, -3]]);
    const noisy = new NoiseAugmentation(new Gradient(linear), 3, 1);
    expectClose((await explain(input, new InterpolationAugmentation(noisy, 4))).val, [3, -9]);
    input.dispose();
  });

  test('noise over noise draws afresh: the variances add', async () => {
    const input = tensor2d([new Array(2000).fill(0)]);
    const nested = new NoiseAugmentation(new NoiseAugmentation(new Gradient(squares), 1, 1), 1, 1);
    const { val } = await explain(input, nested, 0, { seed: 1 });
    input.dispose();
    const variance = val.reduce((total, value) => total + (value / 2) ** 2, 0) / val.length;
    expect(variance).toBeGreaterThan(1.7); // twice the same draw would give 4, independent ones 2
    expect(variance).toBeLessThan(2.3);
  });

  if (backend === 'cpu') return;

  test('averages maps of another shape', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    const features = (x: Tensor) => slice(x, [0, 0, 0, 0], [-1, 4, 4, -1]);
    const cam = new GradCAM(features, (x: Tensor) => sum(x, [1, 2]));
    const smooth = new NoiseAugmentation(cam, 4, 0);
    expect(smooth.heatmap).toBe('cam');
    const [averaged, plain] = [await explain(input, smooth), await explain(input, cam)];
    input.dispose();
    expect(averaged.shape).toEqual([2, 4, 4, 1]);
    expectClose(averaged.val, plain.val);
  });

  test('without noise it is the analyzer itself', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    const analyzer = new InputTimesGradient(convolutional());
    const smooth = await explain(input, new NoiseAugmentation(analyzer, 3, 0));
    expectClose(smooth.val, (await explain(input, analyzer)).val);
    input.dispose();
  });
});

test('is drawn like the analyzer', () => {
  expect(new SmoothGrad(linear).heatmap).toBe('sensitivity');
  expect(new NoiseAugmentation(new InputTimesGradient(linear)).heatmap).toBe('attribution');
  expect(new NoiseAugmentation(new Gradient(linear)).name).toBe('NoiseAugmentation(Gradient)');
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '1'])('noise %s is a typed error', (noise) => {
  expect(() => new SmoothGrad(linear, 5, noise as number)).toThrow(ValueError);
  expect(() => new SmoothGrad(linear, 5, noise as number)).toThrow(
    `noise is ${describeValue(noise)}; expected a standard deviation`,
  );
});

test('wrong counts are typed errors', () => {
  expect(() => new SmoothGrad(linear, 0)).toThrow('n is 0; expected an integer of at least 1.');
  expect(() => new SmoothGrad(linear, 5, 1, { batchSize: 0.5 })).toThrow('batchSize is 0.5');
});
