import fc from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';
import { CenteredColormap, type ColormapTransform, ExtremaColormap, type RGBAImage } from '../../src';
import { anyMaps, integerMaps, perBatch, perSample, values } from '../values-for-tests';

const draw = (
  transform: ColormapTransform,
  shape: number[],
  data: number[],
  context: typeof perSample | typeof perBatch = perSample,
) => transform.apply(values(shape, data), context) as RGBAImage[];
/** The first channel of each pixel. */
const reds = ({ data }: RGBAImage) => [...data].filter((_, at) => at % 4 === 0);
const samplesOf = ({ shape, data }: { shape: readonly number[]; data: Float64Array }) => {
  const size = data.length / shape[0];
  return Array.from({ length: shape[0] }, (_, sample) =>
    values([1, ...shape.slice(1)], [...data.slice(sample * size, (sample + 1) * size)]),
  );
};

describe('ExtremaColormap', () => {
  test('runs from the smallest to the largest value', () => {
    const [image] = draw(new ExtremaColormap('grays'), [1, 2, 2], [-1, 0, 1, 3]);
    expect([image.width, image.height]).toEqual([2, 2]);
    expect([...image.data]).toEqual([0, 0, 0, 255, 64, 64, 64, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
  });

  test('draws equal values in the colour of the low end', () => {
    for (const value of [0, -0, 7, -7])
      expect(reds(draw(new ExtremaColormap('grays'), [1, 1, 2], [value, value])[0])).toEqual([0, 0]);
  });

  test('does not see a shift or a positive factor', () => {
    const shifted = fc.tuple(integerMaps, fc.integer({ min: 1, max: 8 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(shifted, ([batch, factor, shift]) => {
        const moved = { ...batch, data: batch.data.map((value) => factor * value + shift) };
        const [before, after] = [batch, moved].map(
          (one) => new ExtremaColormap('grays').apply(one, perSample) as RGBAImage[],
        );
        for (const [sample, { data }] of before.entries())
          for (const [at, value] of data.entries())
            expect(Math.abs(after[sample].data[at] - value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('CenteredColormap', () => {
  test('has its middle at zero and its nearer end at the largest absolute value', () => {
    const [image] = draw(new CenteredColormap('bwr'), [1, 1, 4], [-2, 0, 1, 2]);
    expect([...image.data]).toEqual([0, 0, 255, 255, 255, 255, 255, 255, 255, 128, 128, 255, 255, 0, 0, 255]);
  });

  test('draws zeros in the colour of the middle, and a constant at an end', () => {
    expect([...draw(new CenteredColormap('bwr'), [1, 1, 2], [0, -0])[0].data]).toEqual(Array(8).fill(255));
    expect([...draw(new CenteredColormap('bwr'), [1, 1, 1], [-4])[0].data]).toEqual([0, 0, 255, 255]);
  });

  test('mirrors the colours when the values are negated', () => {
    fc.assert(
      fc.property(anyMaps, (batch) => {
        const negated = { ...batch, data: batch.data.map((value) => -value) };
        const [plain, mirrored] = [batch, negated].map(
          (one) => new CenteredColormap('bwr').apply(one, perSample) as RGBAImage[],
        );
        for (const [sample, { data }] of plain.entries())
          for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue] = mirrored[sample].data.slice(at, at + 3);
            expect([blue, green, red]).toEqual([...data.slice(at, at + 3)]);
          }
      }),
    );
  });

  test('does not see a positive factor', () => {
    fc.assert(
      fc.property(anyMaps, fc.constantFrom(2, 1024), (batch, factor) => {
        const scaled = { ...batch, data: batch.data.map((value) => factor * value) };
        const transform = new CenteredColormap('seismic');
        expect(transform.apply(scaled, perSample)).toEqual(transform.apply(batch, perSample));
      }),
    );
  });
});

describe.each([new ExtremaColormap(), new CenteredColormap()])('%p', (transform) => {
  test('draws a batch as its samples one by one', () => {
    fc.assert(
      fc.property(anyMaps, (batch) => {
        const singles = samplesOf(batch).flatMap((one) => transform.apply(one, perSample) as RGBAImage[]);
        expect(transform.apply(batch, perSample)).toEqual(singles);
      }),
    );
  });

  test('draws tiny and huge values', () => {
    for (const scale of [5e-324, 1e300]) {
      const colors = draw(transform, [1, 1, 3], [-scale, 0, scale])[0].data;
      expect(new Set([0, 4, 8].map((at) => colors.slice(at, at + 3).join())).size).toBe(3);
    }
  });

  test('wants one value a pixel', () => {
    expect(() => draw(transform, [1, 1, 1, 2], [1, 2])).toThrow(ShapeError);
    expect(() => draw(transform, [1, 1, 1, 2], [1, 2])).toThrow(/put a reduction before the colour map/);
    expect(() => draw(transform, [1, 2], [1, 2])).toThrow(ShapeError);
    expect(draw(transform, [1, 1, 2, 1], [1, 2])).toHaveLength(1);
  });

  test('rejects NaN that a transform before it has made', () => {
    expect(() => draw(transform, [1, 1, 2], [1, Number.NaN])).toThrow(/values holds NaN \(value 1 of 2\)/);
  });
});

test('one range for the batch keeps samples comparable', () => {
  const images = draw(new ExtremaColormap('grays'), [2, 1, 2], [0, 1, 2, 4], perBatch);
  expect(images.map(reds)).toEqual([
    [0, 64],
    [128, 255],
  ]);
});

test('an unknown colour map is an error that names those there are', () => {
  expect(() => new ExtremaColormap('rainbow')).toThrow(ValueError);
  expect(() => new CenteredColormap('rainbow')).toThrow(/no colour map "rainbow".*seismic.*viridis/);
});
