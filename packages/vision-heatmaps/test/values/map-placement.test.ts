import '@tensorflow/tfjs-backend-cpu';
import { ones, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { deserialize, Explanation, serialize, ValueError } from 'xai-base';
import { createImage, heatmap, Pipeline, ResizeToImage, SumReduction, type Values } from '../../src';
import { linear } from '../../src/images/resample';
import type { Context, Drawing } from '../../src/transforms/transform';
import { placedTaps } from '../../src/values/map-placement';
import { perSample, values } from '../values-for-tests';

beforeAll(() => setBackend('cpu'));

const field = (begin: number, stride: number, size: number) => ({
  begin: [begin, begin],
  stride: [stride, stride],
  size: [size, size],
});
const over = (side: number, input: number, receptive: ReturnType<typeof field>): Context => ({
  ...perSample,
  images: [createImage(side, side)],
  placement: { field: receptive, input: [input, input] },
});

test('a cell is brightest in the middle of what it sees, and its map fades out beyond', () => {
  // two cells that see places 1 to 3 and 3 to 5 of eight
  const line = values([1, 1, 2, 1], [4, 8]);
  const placement = { field: { begin: [0, 1], stride: [1, 2], size: [1, 3] }, input: [1, 8] as const };
  const laid = new ResizeToImage().apply(line, { ...perSample, images: [createImage(8, 1)], placement });
  expect(laid).toEqual(values([1, 1, 8, 1], [0, 2, 4, 6, 8, 4, 0, 0]));
});

test('a layer that sees its own place lies on the pixels', () => {
  const map = values([1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new ResizeToImage().apply(map, over(3, 3, field(0, 1, 1)))).toEqual(map);
  expect(new ResizeToImage().apply(map, over(3, 3, field(-1, 1, 3)))).toEqual(map);
});

test('inside the map it is what stretching gives, where cells tile the image', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
      (stride, cells, zoom) => {
        const length = stride * cells;
        const placement = { field: field(0, stride, stride), input: [length, length] as const };
        const placed = placedTaps(placement, 0, cells, length * zoom);
        const stretched = linear(cells, length * zoom);
        const margin = (stride * zoom) / 2;
        for (let at = Math.ceil(margin); at < length * zoom - margin; at++) {
          for (let cell = 0; cell < cells; cell++) {
            const weight = (taps: typeof placed) => taps[at].weights[cell - taps[at].begin] ?? 0;
            expect(weight(placed)).toBeCloseTo(weight(stretched), 12);
          }
        }
      },
    ),
  );
});

test('where the image is smaller than the map, every cell counts', () => {
  const placement = { field: field(0, 1, 1), input: [12, 12] as const };
  const taps = placedTaps(placement, 0, 12, 3);
  const totals = Array.from({ length: 12 }, (_, cell) =>
    taps.reduce((total, { begin, weights }) => total + (weights[cell - begin] ?? 0), 0),
  );
  expect(Math.min(...totals)).toBeGreaterThan(0.1);
  expect(Math.max(...totals.slice(2, 10))).toBeCloseTo(0.25, 12);
});

/** Keeps the values on their way. */
class Keep {
  values?: Values;
  apply(drawing: Drawing): Drawing {
    this.values = drawing as Values;
    return [createImage(1, 1)];
  }
}

async function valuesOver(extras: Record<string, unknown> | undefined, image?: ReturnType<typeof createImage>) {
  const keep = new Keep();
  const explanation = new Explanation({
    val: tensor4d([8, 4, 2, 1], [1, 2, 2, 1]),
    input: ones([1, 4, 4, 1]),
    output: ones([1, 2]),
    outputSelection: [0],
    analyzer: 'ByHand',
    heatmap: 'cam',
    extras,
  });
  const read = deserialize(await serialize(explanation));
  try {
    await heatmap(read, { pipeline: new Pipeline(new SumReduction(), new ResizeToImage(), keep), image });
    return keep.values;
  } finally {
    read.dispose();
    explanation.dispose();
  }
}

test('a saved explanation is drawn where its layer looks, over its input and over a larger picture of it', async () => {
  const receptiveField = { begin: [1, 1], stride: [1, 1], size: [1, 1] };
  const laid = [0, 0, 0, 0, 0, 8, 4, 0, 0, 2, 1, 0, 0, 0, 0, 0];
  expect((await valuesOver({ receptiveField }))?.data).toEqual(Float64Array.from(laid));
  const large = await valuesOver({ receptiveField }, createImage(8, 8));
  expect(large?.shape.slice(0, 3)).toEqual([1, 8, 8]);
  expect(large?.data[3 * 8 + 3]).toBeGreaterThan(5);
  expect(large?.data.slice(0, 8)).toEqual(new Float64Array(8));
});

test('without a receptive field the map is stretched; a damaged one is a typed error', async () => {
  expect((await valuesOver(undefined))?.data[0]).toBe(8);
  await expect(valuesOver({ receptiveField: { begin: [0] } })).rejects.toThrow(ValueError);
});
