import {
  expandDims,
  reshape,
  square,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  Analyzer,
  analyze,
  checkClasses,
  deserialize,
  differentiate,
  Explanation,
  IndexError,
  IndexSelector,
  MaxActivationSelector,
  ModelError,
  type OutputSelector,
  PathSelector,
  ProgramAnalyzer,
  RegionSelector,
  ShapeError,
  selectedIndices,
  serialize,
  sliceSelector,
  toModelView,
  toSelector,
  ValueError,
  WeightedSelector,
} from '../../src';
import { rejection, take } from '../support/tensors';

class Weights extends ProgramAnalyzer {
  readonly name = 'Weights';
  protected attribute(input: Tensor, select: (output: Tensor) => Tensor) {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
    return { val: gradient, output, mask };
  }
}

/** The mask for an output of a shape. */
function mask(selector: OutputSelector, shape: number[]) {
  return take(tidy(() => selector.select(zeros(shape))));
}

describeBackends('selections in outputs of any rank', () => {
  test('a path selects one value, for all samples or one a sample; a slice selects as the whole', () => {
    expect(mask(new PathSelector([1, 0]), [2, 2, 2])).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
      [
        [0, 0],
        [1, 0],
      ],
    ]);
    const input = zeros([2, 1]);
    const each = toSelector(
      [
        [1, 0],
        [0, 1],
      ],
      input,
    );
    input.dispose();
    expect(mask(each, [2, 2, 2])).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
      [
        [0, 1],
        [0, 0],
      ],
    ]);
    expect(mask(sliceSelector(each, 1, 1), [1, 2, 2])).toEqual([
      [
        [0, 1],
        [0, 0],
      ],
    ]);
    expect(mask(new PathSelector([1, 2, 3]), [1, 2, 3, 4])).toEqual([
      [
        [
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
        [
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 1],
        ],
      ],
    ]);
    expect(mask(new PathSelector([2]), [1, 3])).toEqual([[0, 0, 1]]);
  });

  test('a region weighs, with or without the batch and axes of length 1', () => {
    const weights = tensor2d([[1, 0, -2]]);
    for (const given of [weights, reshape(weights, [3]), reshape(weights, [3, 1, 1]), reshape(weights, [1, 3, 1])]) {
      expect(mask(new RegionSelector(given), [2, 3])).toEqual([
        [1, 0, -2],
        [1, 0, -2],
      ]);
      if (given !== weights) given.dispose();
    }
    weights.dispose();
    const each = tensor3d([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    const selector = new RegionSelector(each);
    expect(mask(selector, [2, 2, 2])).toEqual(each.arraySync());
    expect(mask(sliceSelector(sliceSelector(selector, 0, 2), 1, 1), [1, 2, 2])).toEqual([
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    each.dispose();
    const rows = tensor1d([3, 4]); // of a single output, a row a sample
    expect(mask(new RegionSelector(rows), [2, 1])).toEqual([[3], [4]]);
    rows.dispose();
    const booleans = tensor([1, 0], [2], 'bool');
    expect(mask(new RegionSelector(booleans), [1, 2])).toEqual([[1, 0]]);
    booleans.dispose();
  });

  test.each<[string, () => unknown, new (...parts: never[]) => Error, string]>([
    ['a short path', () => mask(new PathSelector([1]), [1, 2, 2]), ShapeError, 'The index path [1] does not fit'],
    ['a long path', () => mask(new PathSelector([0, 1]), [1, 2]), ShapeError, 'expected a path of 1 index'],
    ['a wrong index', () => mask(new PathSelector([0, 2]), [1, 3, 2]), IndexError, 'Output index 2 does not exist'],
    ['too few paths', () => mask(new PathSelector([[0]]), [2, 2]), ShapeError, '1 index paths for 2 samples'],
    ['paths of another batch', () => toSelector([[0, 1]], zeros([2, 1])), ShapeError, 'new PathSelector'],
    ['no path', () => new PathSelector([]), ValueError, 'expected an index path such as [37, 1]'],
    ['a negative index', () => new PathSelector([1, -1]), ValueError, 'integers of at least 0'],
    ['half an index', () => toSelector([[0.5]], zeros([1, 1])), ValueError, 'integers of at least 0'],
    ['paths and indices', () => toSelector([[1], 2] as never, zeros([2, 1])), ValueError, 'expected an integer'],
    ['nothing', () => new PathSelector(undefined as never), ValueError, 'paths is undefined'],
    ['numbers as a mask', () => new RegionSelector([1, 0] as never), ValueError, 'expected a tensor of weights'],
    ['a mask of another shape', () => mask(new RegionSelector(zeros([2, 3])), [1, 3, 2]), ShapeError, '[3, 2], or'],
    ['a mask of more samples', () => mask(new RegionSelector(zeros([3, 2])), [2, 2]), ShapeError, 'shape [3, 2]'],
  ])('%s is a typed error', (_what, run, type, words) => {
    let failure: unknown;
    tidy(() => {
      try {
        run();
      } catch (error) {
        failure = error;
      }
    });
    expect(failure).toBeInstanceOf(type);
    expect((failure as Error).message).toContain(words);
  });

  test.each<[string, OutputSelector]>([
    ['the most activated', new MaxActivationSelector()],
    ['an index', new IndexSelector(0)],
    ['an index a sample', new IndexSelector([0])],
    ['weights', new WeightedSelector({ 0: 1 })],
  ])('%s of an output of rank 3 is an error that names the ways', (_what, selector) => {
    tidy(() => {
      const select = () => selector.select(zeros([1, 2, 3]));
      expect(select).toThrow(ModelError);
      expect(select).toThrow('a tensor of shape [1,2,3]; expected one tensor [1, classes]');
      expect(select).toThrow('new PathSelector([0, 0])');
      expect(select).toThrow('new RegionSelector(mask)');
    });
  });

  test('axes of length 1 are left out of outputs, whatever the form of the model', async () => {
    const input = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const shapes: [number[], number[]][] = [
      [
        [2, 2, 1, 1],
        [2, 2],
      ],
      [
        [2, 1, 2],
        [2, 2],
      ],
      [
        [2, 2],
        [2, 2],
      ],
      [
        [2, 1, 2, 1, 1],
        [2, 2],
      ],
    ];
    for (const [given, taken] of shapes) {
      const model = (x: Tensor) => reshape(x, given);
      const own = { predict: async (x: Tensor) => model(x), gradient: (x: Tensor) => x.clone() };
      for (const form of [model, async (x: Tensor) => model(x), own]) {
        const output = await toModelView(form).predict(input);
        expect(output.shape).toEqual(taken);
        expect(take(output)).toEqual(input.arraySync());
      }
    }
    const single = await toModelView((x) => reshape(sum(x, 1), [2, 1, 1])).predict(input);
    expect(single.shape).toEqual([2, 1]);
    const wide = await toModelView((x) => expandDims(expandDims(x, 1), -1)).predict(input);
    expect(wide.shape).toEqual([2, 2]);
    for (const tensor of [single, wide, input]) tensor.dispose();
  });

  test('a model with own gradients is given the mask in the shape of its output', async () => {
    const shapes: number[][] = [];
    const view = toModelView({
      predict: (x: Tensor, further?: object) => reshape(x, further ? [1, 1, 2] : [1, 2, 1, 1]),
      gradient: (x: Tensor, own: Tensor, _further?: object) => {
        shapes.push(own.shape);
        return x.clone();
      },
    });
    const input = tensor2d([[1, 2]]);
    const output = await view.predict(input);
    (await view.gradient?.(input, output))?.dispose();
    const further = { other: zeros([1, 3]) };
    (await view.predict(input, further)).dispose();
    (await view.gradient?.(input, output, further))?.dispose();
    expect(shapes).toEqual([
      [1, 2, 1, 1],
      [1, 1, 2],
    ]);
    further.other.dispose();
    expect(output.isDisposed).toBe(false);
    input.dispose();
    output.dispose();
  });

  test('checkClasses takes rows of numbers only', async () => {
    const input = zeros([1, 2, 2, 3]);
    const error = await rejection(toModelView((x) => square(x), checkClasses).predict(input));
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toContain('expected one tensor [1, classes]');
    input.dispose();
  });

  test('a program explains the values of an output of rank 3, first compiled for a selection and then under its mask', async () => {
    const input = tensor3d([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    const analyzer = new Weights(toModelView((x) => square(x)));
    for (let run = 0; run < 2; run++) {
      for (const batchSize of [1, 2]) {
        const selection = [
          [1, 0],
          [0, 1],
        ];
        const explanation = await analyze(input, analyzer, selection, { batchSize });
        expect(explanation.outputSelection).toEqual([2, 1]);
        expect(explanation.val.arraySync()).toEqual([
          [
            [0, 0],
            [6, 0],
          ],
          [
            [0, 12],
            [0, 0],
          ],
        ]);
        const restored = deserialize(await serialize(explanation));
        expect(restored.outputSelection).toEqual([2, 1]);
        expect(restored.output.shape).toEqual([2, 2, 2]);
        restored.dispose();
        explanation.dispose();
      }
    }
    expect(await rejection(analyze(input, analyzer))).toBeInstanceOf(ModelError);
    expect(await rejection(analyze(input, analyzer, 1))).toBeInstanceOf(ModelError);
    input.dispose();
  });

  test('an analyzer that only explains predicts outputs of any rank', async () => {
    class Itself extends Analyzer {
      readonly name = 'Itself';
      protected async explain(input: Tensor, selector: OutputSelector) {
        const output = square(input);
        const own = tidy(() => selector.select(output));
        const outputSelection = await selectedIndices(own);
        own.dispose();
        const parts = { val: input.clone(), input: input.clone(), output, outputSelection };
        return new Explanation({ ...parts, analyzer: this.name, heatmap: this.heatmap });
      }
    }
    const input = tensor3d([[[1], [2]]]);
    expect(take(await new Itself().predict(input))).toEqual([[[1], [4]]]);
    input.dispose();
  });
});
