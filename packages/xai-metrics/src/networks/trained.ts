import { argMax, gather, losses, oneHot, type Scalar, type Tensor, tensor1d, tidy, train } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  type AnalyzeOptions,
  checkKeys,
  checkPositiveInteger,
  forEachBatch,
  RandomStream,
  shuffle,
  TensorBag,
  throwIfAborted,
  yieldToEventLoop,
} from 'xai-base';
import type { KnownTruth } from '../benchmarks/known-truth';
import { checkAboveZero } from '../task/check-settings';
import type { Network } from './network';

/**
 * The share of samples that a network reads right from which on it counts as having learned.
 *
 * @example
 * ```ts
 * learned; // => 0.75
 * ```
 */
export const learned = 0.75;

/** How many samples tell whether it has. */
const heldOut = 1000;
/** With how many other first weights it is tried. */
const starts = 3;

/** How long a network learns. */
export interface Schooling {
  /** How many samples there are. */
  readonly samples: number;
  /** How often it sees them all. */
  readonly epochs: number;
  /** The first learning rate of Adam, which falls to 0 along a cosine; 0.003 by default. */
  readonly rate?: number;
  /** How many samples it learns from at once; 128 by default. */
  readonly batchSize?: number;
}

/** What becomes of a training while it goes on. */
export type TrainingOptions = Pick<AnalyzeOptions, 'signal' | 'onProgress'>;

/** A network that has been trained, which is the caller's, and the share of other samples that it reads right. */
export interface Trained {
  readonly model: LayersModel;
  readonly accuracy: number;
}

/**
 * Trains a network on a benchmark, by Adam: the first of at most three, which begin with other weights, that reads three quarters of other samples right; else the last
 * one. The samples, their order and the first weights follow from the benchmark's seed, so that one backend always gives the same network.
 *
 * @param options `signal`, and `onProgress` in steps of training, of one start
 * @throws {ValueError} for numbers that are none
 * @throws {AbortError} when the signal fires; nothing is left then
 *
 * @example
 * ```ts
 * const truth = new GaussianTable({ columns: 4, clusters: 2, seed: 1 });
 * const { model, accuracy } = await trained(denseNetwork, truth, { samples: 500, epochs: 10 });
 * accuracy > 0.75; // => true
 * model.dispose();
 * ```
 */
export async function trained(
  make: Network,
  truth: KnownTruth,
  schooling: Schooling,
  options: TrainingOptions = {},
): Promise<Trained> {
  checkKeys(schooling, ['samples', 'epochs', 'rate', 'batchSize'], 'trained');
  const { samples, epochs, rate = 0.003, batchSize = 128 } = schooling;
  for (const [name, value] of Object.entries({ samples, epochs, batchSize })) checkPositiveInteger(name, value);
  checkAboveZero('rate', rate);
  for (let start = 0; ; start++) {
    const model = make(truth.shape, truth.classes, truth.seed + 2 + 20 * start);
    try {
      await learn(model, truth, { samples, epochs, rate, batchSize }, options);
      const accuracy = await accuracyOf(model, truth, options);
      if (accuracy >= learned || start === starts - 1) return { model, accuracy };
    } catch (error) {
      model.dispose();
      throw error;
    }
    model.dispose();
  }
}

async function learn(
  model: LayersModel,
  truth: KnownTruth,
  { samples, epochs, rate, batchSize }: Required<Schooling>,
  { signal, onProgress }: TrainingOptions,
): Promise<void> {
  const optimizer = train.adam(rate);
  const bag = new TensorBag();
  try {
    const { input, target, masks, truth: known } = truth.batch(samples, { part: 'train' });
    const labels = bag.add(tensor1d(target, 'int32'));
    for (const one of [input, masks, known]) if (one) bag.add(one);
    const weights = model.trainableWeights.map((weight) => weight.read() as never);
    const random = new RandomStream(truth.seed + 17);
    const order = Int32Array.from({ length: samples }, (_, index) => index);
    const total = samples * epochs;
    for (let epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      const ofEpoch = ({ done }: { done: number }) => onProgress?.({ done: epoch * samples + done, total });
      await forEachBatch(samples, { batchSize, signal, onProgress: ofEpoch }, async (begin, size) => {
        const done = (epoch + begin / samples) / epochs;
        Object.assign(optimizer, { learningRate: rate * 0.5 * (1 + Math.cos(Math.PI * done)) });
        tidy(() => {
          const rows = tensor1d(order.subarray(begin, begin + size), 'int32');
          const classes = oneHot(gather(labels, rows), truth.classes);
          const inputs = gather(input, rows);
          const loss = () => losses.softmaxCrossEntropy<Tensor, Scalar>(classes, model.apply(inputs) as Tensor);
          optimizer.minimize(loss, false, weights);
        });
      });
    }
  } finally {
    optimizer.dispose();
    bag.dispose();
  }
}

/** The share of samples that were not trained on for which the largest output is that of their class. */
async function accuracyOf(model: LayersModel, truth: KnownTruth, { signal }: TrainingOptions): Promise<number> {
  let right = 0;
  for (const { input, target } of truth.batches(heldOut, { part: 'validation', batchSize: 250 })) {
    await yieldToEventLoop();
    throwIfAborted(signal);
    const predicted = tidy(() => argMax(model.apply(input) as Tensor, -1));
    const classes = await predicted.data();
    predicted.dispose();
    right += target.filter((label, k) => classes[k] === label).length;
  }
  return right / heldOut;
}
