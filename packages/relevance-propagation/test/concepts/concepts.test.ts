import { concat, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { AbortError, analyze, type Model, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { ActMax, attributionGraph, CRP, cropMaxima, EpsilonPlus, LRP, RelMax } from '../../src';
import { named } from '../support/named';
import { plainNetwork } from '../support/networks';
import { randomTensor } from '../support/random';

describe.each([
  ['layers', (model: LayersModel) => model],
  ['operators', named],
] as const)('concepts of %s', (_way, form) => {
  tests(form);
});

function tests(form: (model: LayersModel) => Model): void {
  describeBackends('concepts', () => {
    let model: LayersModel;
    let lrp: LRP;
    let batches: Tensor[];

    beforeAll(() => {
      model = plainNetwork(3, true);
      lrp = new LRP(form(model), new EpsilonPlus());
      const stream = new RandomStream(8);
      batches = [3, 1, 4].map((size) => randomTensor([size, 8, 8, 2], stream));
    });

    afterAll(() => {
      for (const one of [model, ...batches]) one.dispose();
    });

    test('RelMax finds the samples that give a channel most relevance', async () => {
      const maxima = await new RelMax(lrp, 'conv2', 3).collect(() => batches, 1, { batchSize: 2 });
      const expected: number[][] = [];
      for (const batch of batches) {
        const explanation = await analyze(batch, lrp, 1, { layerwiseRelevances: true });
        const relevances = explanation.extras?.layerwiseRelevances as Record<string, Tensor>;
        const perChannel = tidy(() => sum(relevances.conv2, [1, 2]));
        expected.push(...((await perChannel.array()) as number[][]));
        perChannel.dispose();
        explanation.dispose();
      }
      maxima.forEach((channel, index) => {
        const ranked = expected.map((values, sample) => ({ sample, value: values[index] }));
        const best = ranked.sort((a, b) => b.value - a.value).slice(0, 3);
        channel.forEach(({ value, output }, rank) => {
          expect(value).toBeCloseTo(best[rank].value, 5);
          expect(output).toBe(1);
        });
      });
    });

    test('ActMax finds the largest activations, and crops what they see', async () => {
      async function* stream() {
        yield* batches;
      }
      const [channel] = await new ActMax(lrp, 'conv1', 2).collect(stream);
      expect(channel).toHaveLength(2);
      expect(channel[0].value).toBeGreaterThanOrEqual(channel[1].value);
      const crops = await cropMaxima(lrp, 'conv1', channel, stream);
      for (const { box, image, maximum } of crops) {
        expect(box.size).toEqual([3, 3]);
        expect(box.begin).toEqual([Math.floor(maximum.place / 6), maximum.place % 6]);
        image.dispose();
      }
    });

    test('crops are cut from the sample that each maximum names, whatever the batches', async () => {
      const maxima = Array.from({ length: 8 }, (_, sample) => ({ channel: 0, sample, value: 1, place: 7, output: 0 }));
      const crops = await cropMaxima(lrp, 'conv1', maxima, () => batches);
      const samples = tidy(() => concat(batches, 0).arraySync() as number[][][][]);
      expect(crops.map(({ maximum }) => maximum.sample)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      for (const { image, maximum } of crops) {
        const expected = samples[maximum.sample].slice(1, 4).map((row) => row.slice(1, 4)); // place 7 is row 1, column 1
        expect(await image.array()).toEqual(expected);
        image.dispose();
      }
    });

    test('an aborted collection leaves nothing behind', async () => {
      const controller = new AbortController();
      const options = { signal: controller.signal, onProgress: () => controller.abort() };
      const collection = new RelMax(lrp, 'conv2').collect(() => batches, undefined, options);
      await expect(collection).rejects.toThrow(AbortError);
    });

    test('the attribution graph tells what CRP tells: without biases, what a concept gets arrives at the input', async () => {
      const unbiased = plainNetwork(3);
      const plain = new LRP(form(unbiased), new EpsilonPlus());
      const sample = randomTensor([1, 8, 8, 2], new RandomStream(9));
      const { concepts, edges } = await attributionGraph(plain, sample, ['conv2', 'conv1'], { width: 2, selection: 0 });
      expect(concepts.filter(({ layer }) => layer === 'conv2')).toHaveLength(2);
      expect(edges).toHaveLength(4);
      for (const { from, to, relevance } of edges) {
        const explanation = await analyze(sample, new CRP(plain, { conv2: [from.feature], conv1: [to.feature] }), 0);
        const total = Array.from(await explanation.val.data()).reduce((all, value) => all + value, 0);
        expect(Math.abs(total - relevance)).toBeLessThan(1e-4 * Math.max(1, Math.abs(relevance)));
        explanation.dispose();
      }
      await expect(attributionGraph(lrp, batches[0], ['conv2'])).rejects.toThrow(/one sample/);
      sample.dispose();
      unbiased.dispose();
    });
  });
}
