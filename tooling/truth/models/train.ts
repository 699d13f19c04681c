import { argMax, gather, type Tensor, type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { RandomStream } from 'xai-base';
import type { KnownTruth } from 'xai-metrics/truth';
import { crossEntropy, fit } from '../../training/steps/fit.mjs';
import { learned } from './learned';

/** How long a model learns. */
export interface Schooling {
  /** How many samples there are. */
  readonly samples: number;
  readonly epochs: number;
  readonly rate: number;
  readonly batchSize?: number;
}

/** A trained model, and the share of other samples that it reads right. */
export interface Trained {
  readonly model: LayersModel;
  readonly accuracy: number;
}

/**
 * Trains a model on a benchmark: the first of at most three, which begin with other weights, that reads three quarters of other samples right; else the last one.
 *
 * @param make a model by the seed of its first weights
 */
export async function trained(
  make: (seed: number) => LayersModel,
  truth: KnownTruth,
  schooling: Schooling,
): Promise<Trained> {
  for (let start = 0; ; start++) {
    const one = await train(make(3 + 20 * start), truth, schooling);
    if (one.accuracy >= learned || start === 2) return one;
    one.model.dispose();
  }
}

/** Trains a model, by Adam. The samples and their order follow from the benchmark's seed. */
async function train(model: LayersModel, truth: KnownTruth, schooling: Schooling): Promise<Trained> {
  const { samples, epochs, rate, batchSize = 128 } = schooling;
  const { input, target, masks } = truth.batch(samples, { part: 'train' });
  const labels = tensor1d(target, 'int32');
  const random = new RandomStream(truth.seed + 17);
  fit(model, {
    count: samples,
    batch: (indices) => {
      const rows = tensor1d(indices, 'int32');
      return [gather(input, rows), gather(labels, rows)];
    },
    loss: crossEntropy(truth.classes),
    epochs,
    batchSize,
    rate,
    random: () => random.uniform(),
  });
  for (const tensor of [input, masks, labels]) tensor.dispose();
  return { model, accuracy: await accuracyOf(model, truth) };
}

/** The share of samples that were not trained on for which the largest output is that of their class. */
async function accuracyOf(model: LayersModel, truth: KnownTruth): Promise<number> {
  let right = 0;
  const count = 1000;
  for (const { input, target } of truth.batches(count, { part: 'validation', batchSize: 250 })) {
    const predicted = await dataOf(tidy(() => argMax(model.apply(input) as Tensor, -1) as Tensor1D));
    right += target.filter((label, k) => predicted[k] === label).length;
  }
  return right / count;
}

async function dataOf(tensor: Tensor1D): Promise<ArrayLike<number>> {
  const values = await tensor.data();
  tensor.dispose();
  return values;
}
