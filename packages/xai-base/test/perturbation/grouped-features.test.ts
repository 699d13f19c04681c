import { GroupedFeatures, RandomStream, type Sample } from '../../src';

const [height, width, channels] = [12, 40, 3];
const random = new RandomStream(1);
const numbers = (length: number) => new Float32Array(length).map(() => random.uniform());

/** Groups of pixels by the length of the runs that their elements come in. */
const segmentations: Record<string, (pixel: number) => number> = {
  'one region': () => 0,
  'two halves, one of them never hidden': (pixel) => (pixel % width < 17 ? 0 : -1),
  'bands that begin where others end': (pixel) => Math.floor(pixel / 50),
  'a grid of regions': (pixel) => 4 * Math.floor(pixel / width / 4) + Math.floor((pixel % width) / 11),
  'a region inside another': (pixel) => Number(Math.abs((pixel % width) - 20) < 9 && pixel > 3 * width),
  'neighbours in turn': (pixel) => pixel % 5,
  'each pixel': (pixel) => pixel,
};

const whole: Sample = {
  values: new Int32Array(height * width * channels).map((_, element) => element),
  shape: [height, width, channels],
  dtype: 'int32',
};
const floats: Sample = { ...whole, values: numbers(whole.values.length), dtype: 'float32' };
const gaps = new Float32Array(floats.values).map((value, element) => (element % 7 === 0 ? Number.NaN : value));
const samples: Record<string, Sample> = {
  floats,
  'missing values': { ...floats, values: gaps, missingValues: true },
  'whole numbers': whole,
};

describe.each(Object.keys(segmentations))('%s', (segmentation) => {
  it.each(Object.keys(samples))('of %s: each element is kept, hidden or mixed as its feature is', (kind) => {
    const sample = samples[kind];
    const groups = Int32Array.from({ length: height * width }, (_, pixel) => segmentations[segmentation](pixel));
    const count = Math.max(...groups) + 1;
    const rows = [1, 2].map((reference) =>
      new Float32Array(sample.values.length).map((_, element) => -reference * (element + 1)),
    );
    const references = { rows, weights: [0.5, 0.5] };
    const features = new GroupedFeatures({ sample, groups, count, shape: [height, width, 1], references });
    const shares = kind === 'floats' ? [0, 0.25, 1] : [0, 1];
    const row = new (sample.dtype === 'int32' ? Int32Array : Float32Array)(sample.values.length);
    for (let turn = 0; turn < 12; turn++) {
      const kept = Array.from({ length: count }, () => shares[Math.floor(random.uniform() * shares.length)]);
      const hidden = rows[turn % 2];
      const expected = row.map((_, element) => {
        const group = groups[Math.floor(element / channels)];
        const share = group < 0 ? 1 : kept[group];
        if (share === 1) return sample.values[element];
        return share === 0 ? hidden[element] : hidden[element] + share * (sample.values[element] - hidden[element]);
      });
      features.write(kept, turn % 2, row); // over what was written before
      expect(row).toEqual(expected);
    }
  });
});

it('a value is laid out over the places of its feature, 0 over those of none', () => {
  const groups = [1, 1, -1, 0];
  const references = { rows: [[0, 0, 0, 0]], weights: [1] };
  const sample: Sample = { values: numbers(4), shape: [4], dtype: 'float32' };
  const features = new GroupedFeatures({ sample, groups, count: 2, shape: [4], references });
  expect(features.spread([5, 7])).toEqual(Float32Array.of(7, 7, 0, 5));
  expect(features.segments).toEqual(Int32Array.from(groups));
});
