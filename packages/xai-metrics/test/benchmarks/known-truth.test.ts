import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { Gradient } from 'explainable-ai';
import { ValueError } from 'xai-base';
import { Agreement, evaluate, RelevanceMassAccuracy } from '../../src/index';
import {
  Decoys,
  GaussianTable,
  type KnownSample,
  type KnownTruth,
  PlantedSegments,
  PlantedWords,
  XAITris,
  type XAITrisSettings,
} from '../../src/truth';

beforeAll(() => setBackend('cpu'));

/** A slope with waves. */
const photograph = {
  values: Float32Array.from({ length: 90 * 80 }, (_, k) => Math.floor(k / 80) + 20 * Math.sin((k % 80) / 5)),
  height: 90,
  width: 80,
};
const texts = Array.from({ length: 20 }, (_, text) =>
  Array.from({ length: 5 + text }, (_, k) => 10 + ((k * 7 + text) % 30)),
);
const squares = {
  images: Float32Array.from({ length: 30 * 6 }, (_, k) => 1 + Math.floor(k / 6)),
  labels: Array.from({ length: 30 }, (_, k) => k % 3),
  shape: [2, 3, 1] as const,
};

const tris = (settings: Partial<XAITrisSettings>, seed = 1) =>
  new XAITris({ scenario: 'linear', photographs: [photograph], seed, ...settings });

const benchmarks: Record<string, (seed: number) => KnownTruth> = {
  'linear tetrominoes': (seed) => tris({}, seed),
  'darkening tetrominoes': (seed) => tris({ scenario: 'multiplicative', background: 'correlated' }, seed),
  'turned tetrominoes': (seed) => tris({ scenario: 'rigid', background: 'natural' }, seed),
  'two tetrominoes': (seed) => tris({ scenario: 'xor' }, seed),
  'large tetrominoes': (seed) => tris({ scenario: 'rigid', size: 64, background: 'natural' }, seed),
  'a table': (seed) => new GaussianTable({ columns: 6, clusters: 3, seed }),
  'planted words': (seed) => new PlantedWords({ texts, words: [[1, 2], [3]], length: 12, seed }),
  'planted segments': (seed) => new PlantedSegments({ seed }),
  decoys: (seed) => new Decoys({ ...squares, seed }),
};

const plain = ({ values, label, mask, truth }: KnownSample) =>
  [values, mask, truth ?? []].map((one) => Array.from(one)).concat([[label]]);

describe.each(Object.keys(benchmarks))('%s', (name) => {
  const made = benchmarks[name];

  test('a sample follows from seed, part and number, whatever the batches are', async () => {
    const [one, same, other] = [made(5), made(5), made(6)];
    expect(plain(same.sample(3))).toEqual(plain(one.sample(3)));
    expect(plain(other.sample(3))).not.toEqual(plain(one.sample(3)));
    expect(plain(one.sample(3, 'train'))).not.toEqual(plain(one.sample(3)));
    expect(plain(one.sample(3 + one.classes))).not.toEqual(plain(one.sample(3)));
    const inBatches: number[] = [];
    for (const { input } of same.batches(5, { batchSize: 2, first: 1 })) inBatches.push(...(await input.data()));
    expect(inBatches).toEqual(
      [1, 2, 3, 4, 5].flatMap((number) => Array.from(Float32Array.from(one.sample(number).values))),
    );
  });

  test('classes take turns, and every sample has something that tells its class', async () => {
    const benchmark = made(2);
    const { input, target, masks, truth } = benchmark.batch(8);
    expect(target).toEqual(Array.from({ length: 8 }, (_, k) => k % benchmark.classes));
    expect([input.shape, masks.shape]).toEqual([
      [8, ...benchmark.shape],
      [8, ...benchmark.maskShape],
    ]);
    const inside = Array.from({ length: 8 }, (_, k) => Array.from(benchmark.sample(k).mask));
    for (const mask of inside) {
      expect(mask.every((value) => value === 0 || value === 1)).toBe(true);
      expect(mask).toContain(1);
    }
    expect(Array.from(await input.data()).every(Number.isFinite)).toBe(true);
    for (const one of [input, masks, truth]) one?.dispose();
  });

  test('batches are freed, also when one goes no further', () => {
    const before = memory().numTensors;
    const batches = made(2).batches(6, { batchSize: 2 });
    for (const _ of batches) expect(memory().numTensors).toBeGreaterThan(before);
    for (const _ of batches) break;
    expect(memory().numTensors).toBe(before);
  });
});

describe('tetrominoes', () => {
  const meanOf = (benchmark: KnownTruth, label: number, count = 1500) => {
    const mean = new Float64Array(64);
    for (let k = 0; k < count; k++) {
      const { values } = benchmark.sample(2 * k + label);
      for (let pixel = 0; pixel < 64; pixel++) mean[pixel] += values[pixel] / count;
    }
    return mean;
  };

  test('of linear images the classes differ in the pixels of the mask, and nowhere else', () => {
    const benchmark = tris({});
    const { mask } = benchmark.sample(0);
    const [first, second] = [meanOf(benchmark, 0), meanOf(benchmark, 1)];
    const gaps = Array.from(first, (value, pixel) => Math.abs(value - second[pixel]));
    const [inside, outside] = [1, 0].map((there) => gaps.filter((_, pixel) => mask[pixel] === there));
    expect(inside.length).toBe(8);
    expect(Math.min(...inside)).toBeGreaterThan(2 * Math.max(...outside));
  });

  test('of xor no pixel tells the class by itself, and the product of two does', () => {
    const benchmark = tris({ scenario: 'xor', share: 0.6 });
    const [first, second] = [meanOf(benchmark, 0), meanOf(benchmark, 1)];
    for (let pixel = 0; pixel < 64; pixel++) expect(Math.abs(first[pixel] - second[pixel])).toBeLessThan(0.05);
    const product = (label: number) => {
      const samples = Array.from({ length: 500 }, (_, k) => benchmark.sample(2 * k + label).values);
      return samples.reduce((sum, values) => sum + values[9] * values[4 * 8 + 5], 0) / 500;
    };
    expect(product(0)).toBeGreaterThan(0.05);
    expect(product(1)).toBeLessThan(-0.05);
  });

  test('turned ones are anywhere, four pixels each, T for class 0 in each of its four turns', () => {
    const benchmark = tris({ scenario: 'rigid' });
    const seen = new Set<string>();
    const places = new Float64Array(64);
    for (let k = 0; k < 400; k++) {
      const { mask, label } = benchmark.sample(k);
      const pixels = Array.from(mask, (value, pixel) => (value ? pixel : -1)).filter((pixel) => pixel >= 0);
      expect(pixels.length).toBe(4);
      for (const pixel of pixels) places[pixel]++;
      const [top, left] = [Math.floor(pixels[0] / 8), Math.min(...pixels.map((pixel) => pixel % 8))];
      seen.add(`${label}: ${pixels.map((pixel) => `${Math.floor(pixel / 8) - top},${(pixel % 8) - left}`).join(' ')}`);
    }
    expect(Array.from(seen).sort()).toEqual([
      '0: 0,0 0,1 0,2 1,1',
      '0: 0,0 1,0 1,1 2,0',
      '0: 0,1 1,0 1,1 1,2',
      '0: 0,1 1,0 1,1 2,1',
      '1: 0,0 0,1 0,2 1,0',
      '1: 0,0 0,1 1,1 2,1',
      '1: 0,0 1,0 2,0 2,1',
      '1: 0,2 1,0 1,1 1,2',
    ]);
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  test('neighbours are alike in correlated backgrounds, and not in white ones', () => {
    const likeness = (background: 'white' | 'correlated') => {
      let [product, square] = [0, 0];
      const benchmark = tris({ background });
      for (let k = 0; k < 300; k++) {
        const { values } = benchmark.sample(k);
        product += values[56] * values[57];
        square += values[56] ** 2;
      }
      return product / square;
    };
    expect(Math.abs(likeness('white'))).toBeLessThan(0.2);
    expect(likeness('correlated')).toBeGreaterThan(0.8);
  });

  test('the share of the signal is that of norms: without noise in between, signal over background is share over its rest', () => {
    const benchmark = tris({ share: 0.5 });
    let [inside, outside] = [0, 0];
    for (let k = 0; k < 2000; k += 2) {
      const { values } = benchmark.sample(k);
      inside += values[9] / 1000; // of T
      outside += values[0] ** 2 / 1000;
    }
    // a pixel of the signal is 1/2 of its norm, one of the background 1/8
    expect(inside / Math.sqrt(outside)).toBeGreaterThan(3.6);
    expect(inside / Math.sqrt(outside)).toBeLessThan(4.4);
  });
});

test('tables follow the model that they bring, whose gradient is the truth', async () => {
  const benchmark = new GaussianTable({ seed: 4 });
  const { input, target, truth, masks } = benchmark.batch(200);
  const output = benchmark.model(input);
  const rows = (await output.array()) as number[][];
  expect(rows.map(([first, second]) => Number(second > first))).toEqual(target);
  for (const one of [input, truth, masks, output]) one?.dispose();
  const data = benchmark.batches(200);
  const metrics = [new Agreement({ k: 3 }), new RelevanceMassAccuracy()];
  const table = await evaluate({ Gradient: (m) => new Gradient(m) }, benchmark.model, data, metrics);
  expect(table.summary('Gradient', 'Agreement')).toMatchObject({ mean: 1, count: 200 });
  expect(table.summary('Gradient', 'RelevanceMassAccuracy').mean).toBeCloseTo(1, 6);
  expect(table.summary('random', 'Agreement').mean).toBeLessThan(0.5);
});

test('of planted words, the word in the mask is of the class, and no other is of any', () => {
  const benchmark = new PlantedWords({ texts, words: [[1, 2], [3]], length: 12, seed: 1 });
  for (let k = 0; k < 50; k++) {
    const { values, mask, label } = benchmark.sample(k, 'train');
    const planted = Array.from(values).filter((id) => id > 0 && id < 10);
    expect(planted).toEqual([values[Array.from(mask).indexOf(1)]]);
    expect(label === 0 ? [1, 2] : [3]).toContain(planted[0]);
  }
});

test('planted segments swing once, twice, thrice', () => {
  const benchmark = new PlantedSegments({ height: 1000, seed: 1, channels: 2 });
  for (let k = 0; k < 12; k++) {
    const { values, mask, label } = benchmark.sample(k);
    const segment = Array.from(values).filter((_, place) => mask[place] === 1);
    const turns = segment.slice(1).filter((value, at) => Math.sign(value) !== Math.sign(segment[at])).length;
    expect(segment.length).toBe(16);
    expect(turns).toBe(2 * label + 1);
  }
});

test('decoys are of another class, and tests have images of their own', () => {
  const benchmark = new Decoys({ ...squares, seed: 1 });
  const shown = { test: new Set<number>(), train: new Set<number>() };
  for (const part of ['test', 'train'] as const)
    for (let k = 0; k < 60; k++) {
      const { values, mask, label } = benchmark.sample(k, part);
      const sides = [0, 3].map((column) => values[column] - 1);
      const [explained, decoy] = mask[0] === 1 ? sides : sides.reverse();
      expect(explained % 3).toBe(label);
      expect(decoy % 3).not.toBe(label);
      shown[part].add(explained);
    }
  expect(Array.from(shown.test).every((image) => image >= 24)).toBe(true);
  expect(Array.from(shown.train).every((image) => image < 24)).toBe(true);
});

test('decoys of a model that has learned elsewhere are of all images', () => {
  const few = { images: [1, 2, 3], labels: [0, 1, 2], shape: [1, 1, 1] as const };
  expect(() => new Decoys(few)).toThrow('last fifth');
  const benchmark = new Decoys({ ...few, tests: 'all', seed: 1 });
  const shown = new Set(Array.from({ length: 20 }, (_, k) => Array.from(benchmark.sample(k).values)).flat());
  expect([...shown].sort()).toEqual([1, 2, 3]);
});

// biome-ignore lint/suspicious/noExplicitAny: what is wrong has no type
const wrong: [string, () => any][] = [
  ['a scenario', () => new XAITris({ scenario: 'and' as 'xor' })],
  ['a name', () => new XAITris({ scenario: 'xor', alpha: 0.1 } as never)],
  ['no photographs', () => new XAITris({ scenario: 'xor', background: 'natural' })],
  [
    'small photographs',
    () => tris({ background: 'natural', size: 64, photographs: [{ values: [1], height: 1, width: 1 }] }),
  ],
  ['a share', () => tris({ share: 1 })],
  ['a seed', () => tris({}, 0.5)],
  ['clusters', () => new GaussianTable({ columns: 3, clusters: 4 })],
  ['words twice', () => new PlantedWords({ texts, words: [[1], [1]], length: 4 })],
  ['few texts', () => new PlantedWords({ texts: texts.slice(0, 3), words: [[1], [2]], length: 4 })],
  ['a short segment', () => new PlantedSegments({ length: 8 })],
  ['tests', () => new Decoys({ ...squares, tests: 'some' as 'all' })],
  ['images', () => new Decoys({ ...squares, images: [1, 2] })],
  [
    'no digits for a test',
    () => new Decoys({ ...squares, labels: squares.labels.map((label, k) => (k < 24 ? label : 0)) }),
  ],
  ['a part', () => tris({}).batch(1, { part: 'dev' as 'test' })],
  ['a count', () => tris({}).batches(0)],
];

test.each(wrong)('%s that is none is refused', (_, make) => {
  expect(make).toThrow(ValueError);
});
