import { readFileSync } from 'node:fs';
import path from 'node:path';
import { io, maximum, slice, type Tensor, type Tensor4D, tensor4d, tidy, topk } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { gridSegments, Superpixels } from 'model-agnostic';
import {
  Completeness,
  Deletion,
  FaithfulnessCorrelation,
  ImportanceMassAccuracy,
  Insertion,
  MaxSensitivity,
  type Metric,
  MPRT,
  RandomLogit,
  RelevanceRankAccuracy,
  ROAD,
  Sparseness,
} from 'xai-metrics';
import { Decoys } from 'xai-metrics/truth';
import { readMnist } from '../../training/data/mnist.mjs';
import type { Prepared, Study } from './study';

const side = 28;
const folder = path.join(import.meta.dirname, '../../../packages/xai-cli/models/lenet');

/** The network that is shipped, which reads 99.3 % of the digits that it was tested with. */
function lenet(): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
  const weightData = Uint8Array.from(readFileSync(path.join(folder, 'weights.bin'))).buffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
}

const shared = { modality: 'image', contrast: 1, draws: 500 } as const;

/** The first digits of the test set, in batches. */
function firstDigits(count: number): Iterable<Tensor> {
  const { images } = readMnist('t10k');
  return {
    *[Symbol.iterator]() {
      for (let first = 0; first < count; first += 25) {
        const bytes = images.subarray(first * side * side, Math.min(count, first + 25) * side * side);
        const digits = tensor4d(
          Float32Array.from(bytes, (byte) => byte / 255),
          [bytes.length / side / side, side, side, 1],
        );
        try {
          yield digits;
        } finally {
          digits.dispose();
        }
      }
    },
  };
}

const ofDigits = (name: string, samples: number, metrics: readonly Metric[]): Study => ({
  ...shared,
  name,
  chapter: 'digits',
  shape: [side, side, 1],
  samples,
  data: firstDigits,
  models: { LeNet: async () => ({ model: await lenet(), accuracy: 0.993 }) },
  metrics,
  perturbation: new Superpixels({ segmenter: gridSegments(7), hide: 0 }),
});

/** Digits that are taken apart: no truth is known, but what the network does. */
export const faithfulness = (): Study =>
  ofDigits('digits', 200, [
    new Deletion({ pixelsInStep: 28 }),
    new Insertion({ pixelsInStep: 28 }),
    new ROAD({ percentages: [20, 50, 80] }),
    new FaithfulnessCorrelation({ size: 98, runs: 50 }),
    new Completeness(),
    new Sparseness(),
  ]);

/** What changes when the input does a little, the weights are shuffled, or another output is explained: it takes many explanations of each. */
export const sanity = (): Study =>
  ofDigits('digits, explained anew', 10, [new MaxSensitivity({ draws: 4 }), new MPRT(), new RandomLogit()]);

/** Pairs of digits, of which one is explained. The model reads both by the network and takes, for each digit, the larger output: the other side counts nothing. */
export function decoys(): Study {
  const { images, labels } = readMnist('t10k');
  const truth = new Decoys({
    images: Float32Array.from(images, (byte) => byte / 255),
    labels,
    shape: [side, side, 1],
    seed: 1,
  });
  return {
    ...shared,
    name: 'decoys',
    chapter: 'decoys',
    shape: truth.shape,
    samples: 50,
    data: (count) => truth.batches(count, { batchSize: 25 }),
    models: { 'two LeNets': () => twoLenets(truth) },
    metrics: [new ImportanceMassAccuracy(), new RelevanceRankAccuracy()],
    perturbation: new Superpixels({ segmenter: gridSegments(7, 14), hide: 0 }),
  };
}

async function twoLenets(truth: Decoys): Promise<Prepared> {
  const network = await lenet();
  const half = (x: Tensor, column: number) => slice(x as Tensor4D, [0, 0, column, 0], [-1, -1, side, -1]);
  const read = (x: Tensor) =>
    tidy(() => maximum(network.apply(half(x, 0)) as Tensor, network.apply(half(x, side)) as Tensor));
  const model = Object.assign(read, { dispose: () => network.dispose() });
  let right = 0;
  for (const { input, target } of truth.batches(500, { batchSize: 100, part: 'validation' })) {
    const both = tidy(() => topk(model(input), 2).indices);
    const found = (await both.array()) as number[][];
    both.dispose();
    right += target.filter((label, k) => found[k].includes(label)).length;
  }
  return { model, accuracy: right / 500 };
}
