import {
  dispose,
  gather,
  slice,
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
import fc from 'fast-check';
import { type Analyzer, analyze, ShapeError, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { FeatureAblation } from '../../src/perturbation/feature-ablation';
import { Occlusion } from '../../src/perturbation/occlusion';
import type { ReferenceOptions } from '../../src/references/reference-options';
import { explain } from '../support/explain';
import { expectClose, randomTensor, rejection } from '../support/tensors';

/** A model whose features interact: `(sum_i (i + 1) x_i)^2` and the sum of squares. */
function outputs(values: ArrayLike<number>): [number, number] {
  let [weighted, squares] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    weighted += ((at % 5) + 1) * values[at];
    squares += values[at] ** 2;
  }
  return [(weighted / values.length) ** 2, squares];
}

/** The same in any other engine: it answers later, and brings no gradients. */
async function model(input: Tensor): Promise<Tensor> {
  const [batch] = input.shape;
  const size = input.size / batch;
  const values = await input.data();
  return tensor2d(Array.from({ length: batch }, (_, row) => outputs(values.subarray(row * size, (row + 1) * size))));
}

/** Hides what a region covers, and averages over the regions that cover an element; in float64. */
function expected(values: Float32Array, reference: Float32Array, output: number, regions: number[][]): number[] {
  const [totals, counts] = [new Array<number>(values.length).fill(0), new Array<number>(values.length).fill(0)];
  for (const region of regions) {
    const hidden = Float64Array.from(values);
    for (const at of region) hidden[at] = reference[at];
    const fall = outputs(values)[output] - outputs(hidden)[output];
    for (const at of region) {
      totals[at] += fall;
      counts[at]++;
    }
  }
  return totals.map((total, at) => (counts[at] === 0 ? 0 : total / counts[at]));
}

/** The flat indices below a window at each of its positions, by going through all elements. */
function windows(shape: number[], window: number[], strides: number[]): number[][] {
  const starts = shape.map((length, axis) => {
    const list = [0];
    while (list[list.length - 1] + window[axis] < length) list.push(list[list.length - 1] + strides[axis]);
    return list;
  });
  const corners = starts.reduce<number[][]>(
    (all, list) => all.flatMap((corner) => list.map((at) => [...corner, at])),
    [[]],
  );
  const size = shape.reduce((product, length) => product * length, 1);
  const places = Array.from({ length: size }, (_, flat) =>
    shape.map((length, axis) => Math.floor(flat / shape.slice(axis + 1).reduce((a, b) => a * b, 1)) % length),
  );
  return corners.map((corner) =>
    places.flatMap((place, flat) =>
      place.every((at, axis) => at >= corner[axis] && at < corner[axis] + window[axis]) ? [flat] : [],
    ),
  );
}

/** Compares all samples of a random batch with the loops above. */
async function expectAsByLoops(
  analyzer: Analyzer<ReferenceOptions>,
  sample: number[],
  regions: number[][],
  batchSize: number,
): Promise<void> {
  const [input, inputRef] = [randomTensor([2, ...sample], 1), randomTensor([2, ...sample], 2)];
  const { val } = await explain(input, analyzer, [1, 0], { inputRef, batchSize });
  const size = input.size / 2;
  [1, 0].forEach((output, row) => {
    const part = (from: Float32Array) => from.subarray(row * size, (row + 1) * size);
    const [x, x0] = [input.dataSync() as Float32Array, inputRef.dataSync() as Float32Array];
    expectClose(part(val), expected(part(x), part(x0), output, regions), 1e-4);
  });
  dispose([input, inputRef]);
}

const axis = fc.record({
  length: fc.integer({ min: 1, max: 5 }),
  window: fc.integer({ min: 1, max: 6 }),
  stride: fc.integer({ min: 1, max: 4 }),
});
const batchSizes = fc.constantFrom(1, 3, 64);

describeBackends('perturbation', () => {
  test('Occlusion as by loops over random windows, strides and shapes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 3 }), batchSizes, async (axes, batchSize) => {
        const [shape, window, strides] = (['length', 'window', 'stride'] as const).map((key) =>
          axes.map((one) => one[key]),
        );
        await expectAsByLoops(
          new Occlusion(model, window, { strides }),
          shape,
          windows(shape, window, strides),
          batchSize,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('FeatureAblation as by loops over random groups', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 12 }),
        batchSizes,
        async (ids, batchSize) => {
          const groups = tensor1d(ids, 'int32');
          const regions = [...new Set(ids)].map((id) => ids.flatMap((one, at) => (one === id ? [at] : [])));
          await expectAsByLoops(new FeatureAblation(model, groups), [ids.length], regions, batchSize);
          groups.dispose();
        },
      ),
      { numRuns: 15 },
    );
  });

  test('each feature is a group of its own by default; axes of length 1 treat what lies along them alike', async () => {
    await expectAsByLoops(
      new FeatureAblation(model),
      [2, 3],
      [0, 1, 2, 3, 4, 5].map((at) => [at]),
      4,
    );
    const columns = tensor2d([[7, 8, 7]]);
    await expectAsByLoops(
      new FeatureAblation(model, columns),
      [2, 3],
      [
        [0, 2, 3, 5],
        [1, 4],
      ],
      4,
    );
    columns.dispose();
    const channels = tensor3d([[[0, 1]]]);
    const even = [0, 2, 4, 6, 8, 10];
    await expectAsByLoops(new FeatureAblation(model, channels), [3, 2, 2], [even, even.map((at) => at + 1)], 4);
    channels.dispose();
  });

  test('hides behind zeros by default, exactly', async () => {
    const input = tensor2d([[1e8, 0.1, 3]]);
    const seen: number[][] = [];
    const watched = async (x: Tensor) => {
      seen.push(...((await x.array()) as number[][]));
      return model(x);
    };
    await explain(input, new Occlusion(watched, [1]));
    const [large, small, three] = input.dataSync();
    expect(seen).toEqual([
      [large, small, three],
      [0, small, three],
      [large, 0, three],
      [large, small, 0],
    ]);
    input.dispose();
  });

  test('tokens stay whole numbers', async () => {
    const table = [
      [1, 0],
      [2, 0],
      [4, 0],
      [8, 0],
    ];
    const lookUp = (x: Tensor) => tidy(() => sum(gather(tensor2d(table), x), 1));
    const input = tensor2d([[3, 1, 2]], [1, 3], 'int32');
    const padding = tensor2d([[0, 0, 0]]);
    expectClose((await explain(input, new Occlusion(lookUp, [1]), 0)).val, [7, 1, 3]);
    expectClose((await explain(input, new FeatureAblation(lookUp), 0, { inputRef: padding })).val, [7, 1, 3]);
    dispose([input, padding]);
  });

  test('a batch equals its samples; the output is selected on the clean input', async () => {
    const input = randomTensor([3, 4, 2]);
    const analyzer = new Occlusion(model, [2, 2], { strides: [1, 1] });
    const batch = await explain(input, analyzer, undefined, { batchSize: 5 });
    for (let row = 0; row < 3; row++) {
      const sample = slice(input, row, 1);
      expectClose((await explain(sample, analyzer)).val, batch.val.subarray(row * 8, row * 8 + 8));
      sample.dispose();
    }
    input.dispose();
  });
});

describe('typed errors', () => {
  const squares = (x: Tensor) => sum(square(x), 1, true);

  test.each([
    ['a window of another rank', [2, 2], undefined, 'window is [2,2], strides are [2,2]; expected 1 numbers each'],
    ['strides of another rank', [2], [1, 1], 'window is [2], strides are [1,1]; expected 1 numbers each'],
  ])('%s', async (_name, window, strides, message) => {
    const input = randomTensor([1, 4]);
    const error = await rejection(analyze(input, new Occlusion(squares, window, { strides })));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain(message);
    input.dispose();
  });

  test('sizes that are none', () => {
    for (const wrong of [[0], [1.5], [Number.NaN], 3 as never]) {
      expect(() => new Occlusion(squares, wrong)).toThrow(ValueError);
      expect(() => new Occlusion(squares, [1], { strides: wrong })).toThrow(ValueError);
    }
  });

  test('groups that do not fit', async () => {
    const [input, groups] = [randomTensor([1, 4]), tensor([0, 1, 2])];
    const error = await rejection(analyze(input, new FeatureAblation(squares, groups)));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain('groups has shape [3]; expected the shape of a sample, [4], or 1');
    dispose([input, groups]);
  });

  test('a reference that does not fit', async () => {
    const [input, inputRef] = [randomTensor([1, 4]), zeros([1, 3])];
    expect(await rejection(analyze(input, new Occlusion(squares, [1]), 0, { inputRef }))).toBeInstanceOf(ShapeError);
    dispose([input, inputRef]);
  });
});
