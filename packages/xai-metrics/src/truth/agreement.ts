import type { Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, ShapeError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { ranking } from '../numbers/ranking';
import { spearman } from '../numbers/spearman';
import { checkSetting } from '../task/check-settings';
import type { MetricTask } from '../task/metric-task';
import { missing, readFeatureAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link Agreement}. */
export interface AgreementSettings {
  /** How many of the largest magnitudes are compared; a quarter of the features by default. */
  k?: number;
}

/** What {@link Agreement} says of a batch. */
export interface AgreementMeasurement extends Measurement {
  /** Of the k largest magnitudes, the share that both have at the same rank. */
  readonly rankAgreement: Float64Array;
  /** The share that both have with the same sign. */
  readonly signAgreement: Float64Array;
  /** The share that both have at the same rank with the same sign. */
  readonly signedRankAgreement: Float64Array;
  /** Spearman's correlation of the magnitudes of all features. */
  readonly rankCorrelation: Float64Array;
  /** The share of the pairs of features whose magnitudes both order alike. */
  readonly pairwiseRankAgreement: Float64Array;
}

/**
 * How an explanation agrees with a known one, such as the weights of a linear model. Score: the share of its k largest magnitudes that are among the k
 * largest of the known one.
 *
 * @see S. Krishna et al.: The Disagreement Problem in Explainable Machine Learning (2022); C. Agarwal et al.: OpenXAI (2022)
 *
 * @example
 * ```ts
 * const attribution = tf.tensor2d([[3, -2, 1, 0]]);
 * const task = { input: attribution, attribution, truth: tf.tensor1d([5, 1, 2, 0]) };
 * const { scores, signedRankAgreement } = await new Agreement({ k: 2 }).evaluate(task);
 * [scores[0], signedRankAgreement[0]]; // => [0.5, 0.5]
 * ```
 */
export class Agreement extends Metric<AgreementMeasurement> {
  readonly name: string = 'Agreement';
  readonly category = 'truth';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a count that is none */
  constructor(private readonly settings: AgreementSettings = {}) {
    super();
    checkKeys(settings, ['k'], 'Agreement');
    if (settings.k !== undefined) checkPositiveInteger('k', settings.k);
  }

  protected async measure(task: MetricTask, samples: Samples): Promise<AgreementMeasurement> {
    const { k = Math.ceil(samples.size / 4) } = this.settings;
    checkSetting('k', k, k <= samples.size, `at most ${samples.size}, as many as a sample has features`);
    const attributions = await readFeatureAttribution(task, samples);
    const truthOf = await readTruth(task.truth, samples);
    const all = Array.from({ length: samples.batch }, (_, sample) =>
      agreement(attributions.row(sample), truthOf(sample), k),
    );
    const list = (of: (one: ReturnType<typeof agreement>) => number) => Float64Array.from(all, of);
    return {
      scores: list(({ features }) => features),
      rankAgreement: list(({ ranks }) => ranks),
      signAgreement: list(({ signs }) => signs),
      signedRankAgreement: list(({ signedRanks }) => signedRanks),
      rankCorrelation: list(({ correlation }) => correlation),
      pairwiseRankAgreement: list(({ pairs }) => pairs),
    };
  }
}

async function readTruth(truth: Tensor | undefined, { batch, shape, size }: Samples) {
  if (truth === undefined) throw missing('truth', 'the known explanation, such as the weights of a linear model');
  const values = await truth.data();
  if (String(truth.shape) === String(shape)) return () => values as ArrayLike<number>;
  if (String(truth.shape) === String([batch, ...shape]))
    return (sample: number) => values.subarray(sample * size, (sample + 1) * size) as ArrayLike<number>;
  const expected = `[${shape}], or [${[batch, ...shape]}]`;
  const message = `truth has shape [${truth.shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'truth', value: truth.shape, expected });
}

function agreement(values: ArrayLike<number>, truth: ArrayLike<number>, k: number) {
  const [magnitudes, known] = [Float64Array.from(values, Math.abs), Float64Array.from(truth, Math.abs)];
  const [largest, expected] = [ranking(magnitudes).subarray(0, k), ranking(known).subarray(0, k)];
  const isCommon = (feature: number) => expected.includes(feature);
  const hasSign = (feature: number) => Math.sign(values[feature]) === Math.sign(truth[feature]);
  const share = (isMet: (feature: number, rank: number) => boolean) => largest.filter(isMet).length / k;
  return {
    features: share(isCommon),
    ranks: share((feature, rank) => expected[rank] === feature),
    signs: share((feature) => isCommon(feature) && hasSign(feature)),
    signedRanks: share((feature, rank) => expected[rank] === feature && hasSign(feature)),
    correlation: spearman(magnitudes, known),
    pairs: pairsAlike(magnitudes, known),
  };
}

function pairsAlike(a: Float64Array, b: Float64Array): number {
  let [alike, count] = [0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      if (Math.sign(a[i] - a[j]) === Math.sign(b[i] - b[j])) alike++;
      count++;
    }
  return alike / count;
}
