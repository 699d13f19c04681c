import type { Tensor } from '@tensorflow/tfjs-core';
import { Superpixels } from 'model-agnostic';
import { type Background, nearest } from 'xai-base';
import {
  AverageDrop,
  AvgSensitivity,
  Completeness,
  Complexity,
  Comprehensiveness,
  Consistency,
  Continuity,
  Deletion,
  EffectiveComplexity,
  EfficientMPRT,
  FaithfulnessCorrelation,
  FaithfulnessEstimate,
  Infidelity,
  InputInvariance,
  Insertion,
  IROF,
  LocalLipschitz,
  MaxSensitivity,
  type Metric,
  Monotonicity,
  MonotonicityCorrelation,
  MPRT,
  MuFidelity,
  NonSensitivity,
  PixelFlipping,
  PredictionGapImportant,
  PredictionGapUnimportant,
  RandomLogit,
  RationaleSufficiency,
  RegionPerturbation,
  RelativeInputStability,
  RelativeOutputStability,
  ROAD,
  Selectivity,
  SensitivityN,
  SmoothMPRT,
  Sparseness,
  Sufficiency,
} from 'xai-metrics';
import type { Modality } from 'xai-recipes';
import { UsageError } from '../errors/errors';

/** What metrics are made for. */
export interface MetricContext {
  readonly kind: Modality;
  /** What stands in for what is absent, of the shape of a sample. */
  readonly absent: Tensor;
}

type Make = (setting: { baseline: Background }) => Metric;

/** The metrics of the command line, by their names: those that need no masks and no known truth. */
const makers: Readonly<Record<string, Make>> = {
  Deletion: (setting) => new Deletion(setting),
  Insertion: (setting) => new Insertion(setting),
  PixelFlipping: (setting) => new PixelFlipping(setting),
  RegionPerturbation: (setting) => new RegionPerturbation(setting),
  Selectivity: (setting) => new Selectivity(setting),
  IROF: () => new IROF({ perturbation: new Superpixels() }),
  SensitivityN: (setting) => new SensitivityN(setting),
  FaithfulnessCorrelation: (setting) => new FaithfulnessCorrelation(setting),
  FaithfulnessEstimate: (setting) => new FaithfulnessEstimate(setting),
  Monotonicity: (setting) => new Monotonicity(setting),
  MonotonicityCorrelation: () => new MonotonicityCorrelation(),
  Infidelity: () => new Infidelity(),
  MuFidelity: (setting) => new MuFidelity(setting),
  AverageDrop: () => new AverageDrop(),
  ROAD: () => new ROAD(),
  Sufficiency: () => new Sufficiency(),
  Comprehensiveness: (setting) => new Comprehensiveness(setting),
  RationaleSufficiency: (setting) => new RationaleSufficiency(setting),
  PredictionGapImportant: () => new PredictionGapImportant(),
  PredictionGapUnimportant: () => new PredictionGapUnimportant(),
  MaxSensitivity: () => new MaxSensitivity(),
  AvgSensitivity: () => new AvgSensitivity(),
  LocalLipschitz: () => new LocalLipschitz(),
  Continuity: () => new Continuity(),
  RelativeInputStability: () => new RelativeInputStability(),
  RelativeOutputStability: () => new RelativeOutputStability(),
  Consistency: () => new Consistency(),
  Sparseness: () => new Sparseness(),
  Complexity: () => new Complexity(),
  EffectiveComplexity: () => new EffectiveComplexity(),
  MPRT: () => new MPRT(),
  SmoothMPRT: () => new SmoothMPRT(),
  EfficientMPRT: () => new EfficientMPRT(),
  RandomLogit: () => new RandomLogit(),
  Completeness: (setting) => new Completeness(setting),
  NonSensitivity: (setting) => new NonSensitivity(setting),
  InputInvariance: () => new InputInvariance(),
};

/** What is measured if nothing is said. */
export const usualMetrics = ['Deletion', 'Insertion', 'MaxSensitivity', 'Sparseness', 'Completeness'] as const;

/** What `--sanity` adds: whether an explanation looks at what the model has learnt, and at what is explained. */
export const sanityMetrics = ['MPRT', 'EfficientMPRT', 'RandomLogit', 'InputInvariance'] as const;

/** Those that see an image's pixels beside each other. */
const ofImages = ['IROF', 'ROAD'];

/**
 * The names of the metrics that are asked for: `all` are those that apply.
 *
 * @throws {UsageError} for one that there is not, or that is of images only
 */
export function metricNames(asked: readonly string[], kind: Modality): string[] {
  const known = Object.keys(makers).filter((name) => kind === 'image' || !ofImages.includes(name));
  return [...new Set(asked.flatMap((name) => (name === 'all' ? known : [checked(name, known)])))];
}

/** The first of the metrics that explains changed models. */
export function changingIn(names: readonly string[]): string | undefined {
  return names.find((name) => makers[name]({ baseline: 0 }).changesModel);
}

/** Makes metrics by their names. */
export function makeMetrics(names: readonly string[], { absent }: MetricContext): Metric[] {
  return names.map((name) => makers[name]({ baseline: absent }));
}

function checked(name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const expected = `all, or some of ${known.join(', ')}`;
  const guess = nearest(name, known);
  throw new UsageError(`--metrics ${name} is none; expected ${expected}.${guess ? ` Did you mean ${guess}?` : ''}`, {
    argument: '--metrics',
    value: name,
    expected,
  });
}
