import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { assert, integer, property } from 'fast-check';
import { AbortError, RandomStream, ShapeError, ValueError } from 'xai-base';
import { spectralRelevance } from '../src';
import { eigengap } from '../src/spectral/eigengap';
import { neighborGraph } from '../src/spectral/neighbor-graph';
import { spectrumOf } from '../src/spectral/spectrum';

/** Explanations of images `[6, 6, 1]` around as many bright pixels as there are groups. */
function blobs(sizes: readonly number[], seed = 1) {
  const random = new RandomStream(seed);
  const groups = sizes.flatMap((size, group) => new Array<number>(size).fill(group));
  const data = Float32Array.from(groups.flatMap((group) =>
    Array.from({ length: 36 }, (_, pixel) => (pixel === 7 * group ? 5 : 0) + 0.3 * random.uniform()),
  )); // biome-ignore format: one idea
  return { explanation: { val: { shape: [groups.length, 6, 6, 1], data } }, groups };
}

describe('spectral relevance', () => {
  test.each([[[30]], [[30, 12]], [[20, 15, 12]], [[8, 6]]])(
    'finds groups of %j samples, the largest first',
    async (sizes) => {
      const { explanation, groups } = blobs(sizes);
      const { strategies, clusters, clusterOf } = await spectralRelevance([explanation], { seed: 3 });
      expect(strategies).toBe(sizes.length);
      expect(clusterOf).toEqual(groups);
      expect(clusters.map((samples) => samples.length)).toEqual(sizes);
    },
  );

  test('is the same for the same seed, for samples in several explanations, and on any scale', async () => {
    const { explanation } = blobs([20, 12]);
    const { shape, data } = explanation.val;
    const whole = await spectralRelevance([explanation], { seed: 5 });
    expect(await spectralRelevance([explanation], { seed: 5 })).toEqual(whole);
    const [head, tail] = [
      tensor(data.slice(0, 36 * 7), [7, 6, 6, 1]),
      { shape: [25, 6, 6, 1], data: data.slice(36 * 7) },
    ];
    expect(await spectralRelevance([{ val: head }, { val: tail }], { seed: 5 })).toEqual(whole);
    head.dispose();
    const louder = await spectralRelevance([{ val: { shape, data: data.map((value) => 1024 * value) } }], { seed: 5 });
    expect(louder.clusterOf).toEqual(whole.clusterOf);
  });

  test('is not changed by the order of the samples', async () => {
    const { explanation, groups } = blobs([20, 12]);
    const order = groups.map((_, at) => (at * 7) % 32);
    const data = Float32Array.from(
      order.flatMap((at) => Array.from(explanation.val.data.slice(36 * at, 36 * (at + 1)))),
    );
    const { clusterOf } = await spectralRelevance([{ val: { shape: [32, 6, 6, 1], data } }], { seed: 2 });
    expect(clusterOf).toEqual(order.map((at) => groups[at]));
  });

  test('has as many clusters as asked, and places for all', async () => {
    const { explanation } = blobs([20, 12]);
    const { clusters, layout, strategies } = await spectralRelevance([explanation], { clusters: 4, seed: 1 });
    expect([clusters.length, strategies]).toEqual([4, 2]);
    expect(clusters.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, at) => at));
    expect(layout.flat().every(Number.isFinite)).toBe(true);
  });

  test('adds up channels, wherever they are', async () => {
    const { explanation } = blobs([10, 8]);
    const last = { val: { shape: [18, 6, 3, 2], data: explanation.val.data } };
    const first = { val: { shape: [18, 2, 6, 3], data: Float32Array.from({ length: 18 * 36 }, (_, at) => {
      const [sample, rest] = [Math.floor(at / 36), at % 36];
      return explanation.val.data[36 * sample + 2 * (rest % 18) + Math.floor(rest / 18)];
    }) } }; // biome-ignore format: one idea
    const options = { seed: 1, size: 3 };
    expect(await spectralRelevance([first], { ...options, channels: 'first' })).toEqual(
      await spectralRelevance([last], options),
    );
  });

  test('wrong arguments are errors, and it ends when it is aborted', async () => {
    const { explanation } = blobs([5, 5]);
    const two = { val: { shape: [2, 2], data: [1, 0, 0, 1] } };
    await expect(spectralRelevance([two])).rejects.toThrow(/3 to 2000/);
    await expect(spectralRelevance([])).rejects.toThrow(ShapeError);
    await expect(spectralRelevance([explanation, two])).rejects.toThrow(ShapeError);
    await expect(spectralRelevance([{} as never])).rejects.toThrow(/a tensor/);
    await expect(spectralRelevance([{ val: { shape: [3, 1], data: [1, Number.NaN, 2] } }])).rejects.toThrow(ValueError);
    await expect(spectralRelevance([explanation], { cluster: 2 } as never)).rejects.toThrow(/clusters/);
    await expect(spectralRelevance([explanation], { clusters: 10 })).rejects.toThrow(ValueError);
    await expect(spectralRelevance([explanation], { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  });
});

describe('the spectrum', () => {
  test('of a complete graph is 0 and n / (n - 1); each part that is not connected has a 0', () => {
    const complete = (nodes: number, parts: number) =>
      Array.from({ length: nodes * parts }, (_, one) =>
        Float64Array.from({ length: nodes * parts }, (_, other) =>
          Number(one !== other && Math.floor(one / nodes) === Math.floor(other / nodes)),
        ),
      );
    assert(
      property(integer({ min: 2, max: 6 }), integer({ min: 1, max: 4 }), (nodes, parts) => {
        const { values, vectors } = spectrumOf(complete(nodes, parts), nodes * parts);
        values.forEach((value, at) => {
          expect(value).toBeCloseTo(at < parts ? 0 : nodes / (nodes - 1), 10);
          expect(vectors[at].reduce((sum, entry) => sum + entry ** 2, 0)).toBeCloseTo(1, 10);
        });
        expect(eigengap(values)).toBe(parts);
      }),
    );
  });

  test('of neighbours is symmetric, and everyone has some', () => {
    const points = Array.from({ length: 12 }, (_, at) => [Math.sin(at), Math.cos(3 * at)]);
    const graph = neighborGraph(points, 3);
    graph.forEach((row, one) => {
      expect(row[one]).toBe(0);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeGreaterThanOrEqual(3);
      for (const [other, weight] of row.entries()) expect(weight).toBe(graph[other][one]);
    });
  });
});
