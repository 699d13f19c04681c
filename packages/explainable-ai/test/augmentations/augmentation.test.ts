import '@tensorflow/tfjs-backend-cpu';
import { engine, slice, square, sum, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import {
  AbortError,
  Analyzer,
  analyze,
  Explanation,
  type OutputSelector,
  type Progress,
  selectedIndices,
  toModelView,
} from 'xai-base';
import { GradientSHAP } from '../../src/augmentations/gradient-shap';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { InterpolationAugmentation } from '../../src/augmentations/interpolation-augmentation';
import { NoiseAugmentation } from '../../src/augmentations/noise-augmentation';
import { SmoothGrad } from '../../src/augmentations/smooth-grad';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { explain } from '../support/explain';
import { perceptron } from '../support/nets';
import { expectClose, randomTensor, rejection } from '../support/tensors';

type Augmented = (model: (x: Tensor) => Tensor, n: number) => Analyzer;

let background: Tensor;
beforeAll(() => {
  background = randomTensor([4, 5], 3);
});
afterAll(() => background.dispose());

const augmentations: [string, Augmented][] = [
  ['SmoothGrad', (model, n) => new SmoothGrad(model, n, 0.1, { seed: 1 })],
  ['IntegratedGradients', (model, n) => new IntegratedGradients(model, n)],
  ['GradientSHAP', (model, n) => new GradientSHAP(model, background, n, { seed: 1 })],
  [
    'noise over integration',
    (model, n) => new NoiseAugmentation(new IntegratedGradients(model, n), n, 0.1, { seed: 1 }),
  ],
];

describe.each(augmentations)('%s', (_name, augmented) => {
  const net = perceptron({ bias: 1 });

  test('takes no more memory for more variants', async () => {
    const peak = async (n: number) => {
      let bytes = 0;
      const watched = (x: Tensor) => {
        const output = net(x);
        bytes = Math.max(bytes, engine().state.numBytes);
        return output;
      };
      await explain(input, augmented(watched, n), 0, { batchSize: 4 });
      return bytes;
    };
    const input = randomTensor([3, 5]);
    expect(await peak(40)).toBeLessThanOrEqual((await peak(8)) * 1.01);
    input.dispose();
  });

  test.each([1, 3, 4, 100])('gives the same numbers in batches of %i', async (batchSize) => {
    const input = randomTensor([3, 5]);
    const once = await explain(input, augmented(net, 6));
    expectClose((await explain(input, augmented(net, 6), undefined, { batchSize })).val, once.val);
    input.dispose();
  });

  test('runs no more than a batch of samples at once', async () => {
    const input = randomTensor([7, 5]);
    let largest = 0;
    const watched = (x: Tensor) => {
      largest = Math.max(largest, x.shape[0]);
      return net(x);
    };
    await explain(input, augmented(watched, 5), undefined, { batchSize: 3 });
    input.dispose();
    expect(largest).toBe(3);
  });

  test('reports progress that rises to the total', async () => {
    const input = randomTensor([3, 5]);
    const reports: Progress[] = [];
    await explain(input, augmented(net, 5), 0, { batchSize: 2, onProgress: (progress) => reports.push(progress) });
    input.dispose();
    expect(reports.map(({ total }) => total)).toEqual(reports.map(() => 15));
    expect(reports.every(({ done }, k) => done > (reports[k - 1]?.done ?? 0))).toBe(true);
    expect(reports.at(-1)?.done).toBe(15);
  });

  test.each([1, 2, 5])('is aborted after %i batches, and leaves nothing', async (batches) => {
    const input = randomTensor([3, 5]);
    const controller = new AbortController();
    let reports = 0;
    const onProgress = () => {
      reports++;
      if (reports === batches) controller.abort('enough');
    };
    const error = await rejection(
      analyze(input, augmented(net, 5), 0, { batchSize: 2, signal: controller.signal, onProgress }),
    );
    input.dispose();
    expect(error).toBeInstanceOf(AbortError);
    expect(error.cause).toBe('enough');
    expect(reports).toBe(batches);
  });

  test.each([1, 2, 4])('leaves nothing when the model fails in call %i', async (failing) => {
    const input = randomTensor([3, 5]);
    let calls = 0;
    const model = (x: Tensor) => {
      const output = net(x);
      calls++;
      if (calls === failing) throw new Error('out of order');
      return output;
    };
    const error = await rejection(analyze(input, augmented(model, 5), 0, { batchSize: 2 }));
    input.dispose();
    expect(error.message).toBe('out of order');
  });
});

/** A method by somebody else, that writes only what it must: the squares of the input. */
class Squares extends Analyzer {
  readonly name = 'Squares';
  selections: number[][] = [];

  protected async explain(input: Tensor, selector: OutputSelector): Promise<Explanation> {
    const output = await toModelView(perceptron()).predict(input);
    const mask = tidy(() => selector.select(output));
    const outputSelection = await selectedIndices(mask);
    mask.dispose();
    this.selections.push(outputSelection);
    const parts = { val: square(input), input: input.clone(), output, outputSelection };
    return new Explanation({ ...parts, analyzer: this.name, heatmap: this.heatmap });
  }
}

test('augments a minimal analyzer by somebody else', async () => {
  const input = randomTensor([2, 5]);
  const expected = Array.from(input.dataSync());
  const plain = await explain(input, new Squares());
  const smooth = await explain(input, new NoiseAugmentation(new Squares(), 3, 0), undefined, { batchSize: 2 });
  expectClose(smooth.val, plain.val);
  expect(smooth.outputSelection).toEqual(plain.outputSelection);
  const integrated = await explain(input, new InterpolationAugmentation(new Squares(), 3));
  const cubes = expected.map((x) => x ** 3 / 3); // the integral of (t x)^2 over t, times x
  expectClose(integrated.val, cubes);
  input.dispose();
});

test('tells the analyzer of each variant which output of the clean input was selected', async () => {
  const input = randomTensor([2, 5]);
  const squares = new Squares();
  await explain(input, new NoiseAugmentation(squares, 3, 10), [2, 1], { seed: 1 });
  input.dispose();
  expect(squares.selections.at(-1)).toEqual([2, 2, 2, 1, 1, 1]);
});

test('a reference that does not fit is an error, also where only the inner analyzer could use it', async () => {
  const [input, inputRef] = [randomTensor([2, 5]), zeros([2, 4])];
  const smooth = new NoiseAugmentation(new IntegratedGradients(perceptron(), 2), 2);
  const error = await rejection(analyze(input, smooth, 0, { inputRef }));
  expect(error.message).toContain('inputRef has shape [2,4]');
  input.dispose();
  inputRef.dispose();
});

test('a batch equals its samples one by one, whatever the nesting', async () => {
  const model = (x: Tensor) => sum(square(x), 1, true);
  const inner = new NoiseAugmentation(new InputTimesGradient(model), 2, 0.3);
  const analyzer = new NoiseAugmentation(new InterpolationAugmentation(inner, 3), 2, 0.5, { seed: 9 });
  const input = randomTensor([3, 5]);
  const batch = await explain(input, analyzer);
  for (let row = 0; row < 3; row++) {
    const sample = slice(input, row, 1);
    expectClose((await explain(sample, analyzer)).val, batch.val.subarray(row * 5, row * 5 + 5));
    sample.dispose();
  }
  input.dispose();
});

test('names what it wraps', () => {
  const gradient = new Gradient(perceptron());
  expect(new InterpolationAugmentation(new NoiseAugmentation(gradient)).name).toBe(
    'InterpolationAugmentation(NoiseAugmentation(Gradient))',
  );
});
