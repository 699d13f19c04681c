import { checkKeys, checkPerturbation, checkPositiveInteger, type Perturbation, wrongValue } from 'xai-base';
import type { HideBy } from '../perturbation/superpixels';
import type { SharedSettings } from '../perturbation-analyzer';
import type { Segmenter } from '../segmentation/segmenter';
import { type Link, linkFunction } from './link';
import { checkSelection, type Selection } from './select-features';

/** Settings of {@link KernelSHAP}. */
export interface KernelSHAPSettings extends SharedSettings {
  /**
   * How many coalitions are evaluated; `'auto'` (default): 2 M + 2048 for M features. All of them up to 12 features, or when there
   * are no more. Each is evaluated on every row of the background.
   */
  samples?: number | 'auto';
  /** What stands in for absent features: for tables 0, for images their mean colour, for series the mean of each channel by default. */
  background?: HideBy;
  /** What divides images into superpixels. */
  segmenter?: Segmenter;
  /** Which features there are, instead of `background` and `segmenter`. */
  perturbation?: Perturbation;
  /** The unit in which the values add up: `'identity'` (default) or `'logit'`. */
  link?: Link;
  /** For the link `'logit'`: outputs nearer to 0 or 1 than this count as that near; left out, 0 and 1 are errors. */
  linkClip?: number;
  /** Which features may have a value other than 0; all (`false`) by default. */
  selection?: Selection;
  /** Stops drawing when the standard errors of all values are at most this. */
  targetError?: number;
}

const names: Record<keyof KernelSHAPSettings, true> = {
  samples: true,
  background: true,
  segmenter: true,
  perturbation: true,
  link: true,
  linkClip: true,
  selection: true,
  targetError: true,
  seed: true,
  missingValues: true,
};

/** The names of all settings. */
export const kernelShapSettingNames: readonly string[] = Object.keys(names);

/** @throws {ValueError} for settings that do not exist, or outside their range */
export function checkKernelSHAPSettings(settings: KernelSHAPSettings): void {
  checkKeys(settings, kernelShapSettingNames, 'KernelSHAP');
  checkPerturbation(settings.perturbation);
  const { samples = 'auto', selection = false, targetError = 1, link = 'identity', linkClip } = settings;
  if (samples !== 'auto') checkPositiveInteger('samples', samples);
  checkSelection(selection);
  linkFunction(link, linkClip);
  if (targetError > 0) return;
  throw wrongValue('targetError', targetError, 'a number above 0');
}
