import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { AbortError, ValueError } from 'xai-base';
import {
  convolutionalNetwork,
  denseNetwork,
  learned,
  linearNetwork,
  type Network,
  temporalNetwork,
  trained,
  wordLesson,
  wordNetwork,
} from '../../src/networks';
import { GaussianTable, type KnownTruth, PlantedSegments, PlantedWords, XAITris } from '../../src/truth';

beforeAll(() => useWasm());

const images = new XAITris({ scenario: 'linear', background: 'white', share: 0.4, seed: 1 });
const texts = Array.from({ length: 20 }, (_, text) => Array.from({ length: 9 }, (_, word) => 5 + ((text * word) % 7)));
const truths: [Network, KnownTruth][] = [
  [linearNetwork, images],
  [denseNetwork, images],
  [convolutionalNetwork, images],
  [denseNetwork, new GaussianTable({ columns: 6, clusters: 2, seed: 1 })],
  [temporalNetwork, new PlantedSegments({ time: 16, channels: 1, classes: 2, length: 12, height: 6, seed: 1 })],
  [wordNetwork(12), new PlantedWords({ texts, words: [[1], [2]], length: 8, seed: 1 })],
];

const valuesOf = (model: LayersModel) => Promise.all(model.getWeights().map(async (weight) => weight.data()));

test.each(truths)('%p learns what tells the class', async (make, truth) => {
  const { model, accuracy } = await trained(make, truth, { samples: 600, epochs: 12, rate: 0.01, batchSize: 64 });
  expect(accuracy).toBeGreaterThanOrEqual(learned);
  expect(model.outputShape).toEqual([null, truth.classes]);
  model.dispose();
});

test('the same seed gives the same network, another one another', async () => {
  const schooling = { samples: 64, epochs: 1 };
  const networkOf = async (seed: number) => {
    const { model } = await trained(linearNetwork, new XAITris({ scenario: 'linear', share: 0.9, seed }), schooling);
    const values = await valuesOf(model);
    model.dispose();
    return values;
  };
  expect(await networkOf(1)).toEqual(await networkOf(1));
  expect(await networkOf(2)).not.toEqual(await networkOf(1));
});

test('an abort ends it within a batch, and leaves nothing', async () => {
  const controller = new AbortController();
  const before = tf.memory().numTensors;
  let steps = 0;
  const training = trained(
    linearNetwork,
    images,
    { samples: 256, epochs: 100 },
    {
      signal: controller.signal,
      onProgress: () => {
        if (++steps === 3) controller.abort();
      },
    },
  );
  await expect(training).rejects.toThrow(AbortError);
  expect(steps).toBe(3);
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  [{ samples: 0, epochs: 1 }, 'samples is 0'],
  [{ samples: 1, epochs: 1, rate: 0 }, 'rate is 0'],
  [{ samples: 1, epochs: 1, epoch: 3 }, 'epoch'],
])('refuses %o', async (schooling, message) => {
  await expect(trained(linearNetwork, images, schooling)).rejects.toThrow(message);
});

test.each<[object, string]>([
  [{ word: 50 }, 'wordLesson has no option "word"; did you mean words?'],
  [{ words: 0 }, 'words is 0; expected an integer of at least 1.'],
])('%p is no lesson', (settings, message) => {
  expect(() => wordLesson(settings)).toThrow(ValueError);
  expect(() => wordLesson(settings)).toThrow(message);
});
