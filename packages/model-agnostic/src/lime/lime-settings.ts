import type { Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPerturbation, checkPositiveInteger, type Perturbation, wrongValue } from 'xai-base';
import type { HideBy } from '../perturbation/superpixels';
import type { SharedSettings } from '../perturbation-analyzer';
import type { Segmenter } from '../segmentation/segmenter';
import type { Distance } from './distances';
import type { Discretizer } from './neighbors/discretizer';
import type { MaskSampling } from './neighbors/masked-neighbors';
import type { CategoryNames } from './neighbors/names';
import type { NeighborSource } from './neighbors/neighbors';
import type { SurrogateSettings } from './surrogate/fit-surrogate';
import { selections } from './surrogate/select';

/** Settings of {@link LIME}. */
export interface LIMESettings extends SharedSettings, SurrogateSettings {
  /** How many neighbours are evaluated, the sample itself included; 1000 by default. */
  samples?: number;
  /** What divides images into superpixels. */
  segmenter?: Segmenter;
  /** What stands in for hidden features: for images the mean colour of each superpixel, for series the mean of each channel, else 0 by default. */
  background?: HideBy;
  /** Which features there are, instead of `segmenter` and `background`. */
  perturbation?: Perturbation;
  /** How masks are drawn; `'coin'` by default. */
  sampling?: MaskSampling;
  /** For tables: rows `[rows, columns]` to draw neighbours like. Without it, columns are hidden by the background. It stays the caller's. */
  trainingData?: Tensor;
  /** For tables with training data: the class of each of its rows, which the discretizer `'entropy'` needs. */
  trainingLabels?: readonly number[];
  /** For tables with training data: the columns that hold categories. */
  categorical?: readonly number[];
  /** For tables with training data: what the categories of these columns are called. */
  categoryNames?: CategoryNames;
  /**
   * For tables with training data: the columns that hold one category together, one of them 1 and the others 0; by default neighbouring columns that are
   * such in every row. They are drawn together, and the column with the row's 1 gets the coefficient.
   */
  oneHot?: readonly (readonly number[])[];
  /** For tables with training data: how other columns are divided into bins; `'quartile'` by default. */
  discretizer?: Discretizer;
  /** For tables with training data: whether columns without bins vary around the row; else around their mean. */
  aroundSample?: boolean;
  /** For tables: the names of the columns. */
  featureNames?: readonly string[];
  /** Neighbours of another kind. */
  neighborSource?: NeighborSource;
  /** How far a neighbour is away; `'cosine'` by default, `'euclidean'` for tables with training data. */
  distance?: Distance;
  /** What the distance compares: features (what the surrogate sees) or the model's inputs. Inputs by default for `'dtw'`, else features. */
  distanceOn?: 'features' | 'inputs';
  /**
   * The width of the kernel `sqrt(exp(-distance^2 / width^2))`. By default 0.25 for the distance `'cosine'`, `0.75 sqrt(columns)` on the features of tables
   * with training data, and the median distance of the neighbours for any other, as its unit is the data's.
   */
  kernelWidth?: number;
}

const names: Record<keyof LIMESettings, true> = {
  samples: true,
  segmenter: true,
  background: true,
  perturbation: true,
  sampling: true,
  trainingData: true,
  trainingLabels: true,
  categorical: true,
  categoryNames: true,
  oneHot: true,
  discretizer: true,
  aroundSample: true,
  featureNames: true,
  neighborSource: true,
  distance: true,
  distanceOn: true,
  kernelWidth: true,
  featureSelection: true,
  numFeatures: true,
  regularization: true,
  seed: true,
  missingValues: true,
};

/** The names of all settings. */
export const limeSettingNames: readonly string[] = Object.keys(names);

/** @throws {ValueError} for settings that do not exist, or outside their range */
export function checkLIMESettings(settings: LIMESettings): void {
  checkKeys(settings, limeSettingNames, 'LIME');
  checkPerturbation(settings.perturbation);
  const { samples = 2, numFeatures = 1, kernelWidth = 1, regularization = 0, featureSelection = 'auto' } = settings;
  checkPositiveInteger('samples', samples);
  check('samples', samples, samples >= 2, 'at least 2: the sample itself and a neighbour');
  checkPositiveInteger('numFeatures', numFeatures);
  check('kernelWidth', kernelWidth, kernelWidth > 0, 'a number above 0');
  check('regularization', regularization, regularization >= 0, 'a number of at least 0');
  const known = Object.keys(selections);
  check('featureSelection', featureSelection, known.includes(featureSelection), `one of ${known.join(', ')}`);
}

function check(argument: string, value: unknown, isValid: boolean, expected: string): void {
  if (isValid) return;
  throw wrongValue(argument, value, expected);
}
