import { describeFeatures, type Features, type Perturbation, type RandomStream, type Sample } from 'xai-base';
import { evaluateCoalitions } from '../../evaluation/evaluate-coalitions';
import { turnsOf } from '../../evaluation/turn';
import { checkCount } from '../../perturbation/check-count';
import { hideSome } from '../../rise/masks/masked-count';
import type { NeighborSource, Neighbors } from './neighbors';

/**
 * How masks are drawn: each feature hidden by the toss of a coin, or a number of hidden features that is uniform from 1 to all.
 */
export type MaskSampling = 'coin' | 'size';

const rowsBetweenTurns = 64;

/** Neighbours with some features hidden; the surrogate sees 1 where a feature is there, else 0. */
export function maskedNeighborSource(perturbation: Perturbation, sampling: MaskSampling): NeighborSource {
  return async (sample, count, random, signal) => {
    const features = await perturbation.features(sample, signal);
    checkCount('LIME', features.count, sample);
    const turn = turnsOf(signal);
    const data = new Float64Array(count * features.count).fill(1); // row 0 is the sample itself
    for (let row = 1; row < count; row += rowsBetweenTurns) {
      await turn();
      const end = Math.min(count, row + rowsBetweenTurns);
      const masks = data.subarray(row * features.count, end * features.count);
      if (sampling === 'coin') tossCoins(masks, random);
      else hideSizes(masks, features.count, random);
    }
    return maskedNeighbors(sample, features, data);
  };
}

/** Neighbours by their masks `[count, features]`. */
export function maskedNeighbors(sample: Sample, features: Features, data: Float64Array): Neighbors {
  const count = data.length / features.count;
  const { segments, groups } = describeFeatures(features);
  const write = (index: number, kept: Float32Array) => {
    for (let feature = 0; feature < kept.length; feature++) kept[feature] = data[index * kept.length + feature];
  };
  const kept = new Float32Array(features.count);
  return {
    count,
    features: features.count,
    data,
    rows: count * features.referenceWeights.length,
    write(index, row) {
      write(index, kept);
      features.write(kept, 0, row);
    },
    evaluate: (evaluator, take) => evaluateCoalitions(evaluator, { sample, features }, { count, write }, take),
    spread: (values) => ({ shape: features.shape, values: features.spread(values) }),
    names: features.names,
    segments,
    groups,
  };
}

function tossCoins(masks: Float64Array, random: RandomStream): void {
  random.fillUniform(masks);
  for (let index = 0; index < masks.length; index++) masks[index] = Number(masks[index] < 0.5);
}

function hideSizes(masks: Float64Array, features: number, random: RandomStream): void {
  for (let begin = 0; begin < masks.length; begin += features) {
    hideSome(masks.subarray(begin, begin + features), 1 + Math.floor(random.uniform() * features), random);
  }
}
