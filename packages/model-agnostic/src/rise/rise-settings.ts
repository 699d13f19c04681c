import {
  type Background,
  checkKeys,
  checkPerturbation,
  checkPositiveInteger,
  type Perturbation,
  wrongValue,
} from 'xai-base';
import type { SharedSettings } from '../perturbation-analyzer';
import type { MaskSource } from './masks/mask-source';
import type { TimeMaskKind } from './masks/time-masks';

/** Settings of {@link RISE}. */
export interface RISESettings extends SharedSettings {
  /** How many masks are drawn; 1000 by default. */
  masks?: number;
  /** How many cells a mask has along each axis, before it is enlarged; 8 by default. */
  featureResolution?: number;
  /** The share of what is kept; left out, the one of 0.1, 0.2, ... 0.9 under which some masks change the outputs most. */
  keepProbability?: number;
  /** How many masks each of these is tried with; 100 by default. */
  masksPerCandidate?: number;
  /** What stands in for what is hidden: 0 by default, for time series the mean of each channel. */
  background?: Background;
  /** What the masks of a time series hide. */
  maskKind?: TimeMaskKind;
  /** Which features there are, instead of pixels, values and columns. */
  perturbation?: Perturbation;
  /** Where masks come from, instead of those that fit the kind of sample. */
  maskSource?: MaskSource;
  /** Adds `standardErrors`, of the shape of `val`, to the extras. */
  standardErrors?: boolean;
  /** Stops drawing masks when the standard errors of all values are at most this; looked at every 128 masks. */
  targetError?: number;
}

const names: Record<keyof RISESettings, true> = {
  masks: true,
  featureResolution: true,
  keepProbability: true,
  masksPerCandidate: true,
  background: true,
  maskKind: true,
  perturbation: true,
  maskSource: true,
  standardErrors: true,
  targetError: true,
  seed: true,
  missingValues: true,
};

/** The names of all settings. */
export const riseSettingNames: readonly string[] = Object.keys(names);

/** @throws {ValueError} for settings that do not exist, or outside their range */
export function checkRISESettings(settings: RISESettings): void {
  checkKeys(settings, riseSettingNames, 'RISE');
  checkPerturbation(settings.perturbation);
  const { masks = 1, featureResolution = 8, masksPerCandidate = 1, keepProbability = 1, targetError = 1 } = settings;
  checkPositiveInteger('masks', masks);
  checkPositiveInteger('featureResolution', featureResolution);
  checkPositiveInteger('masksPerCandidate', masksPerCandidate);
  checkBetween('keepProbability', keepProbability, 1);
  checkBetween('targetError', targetError, Number.POSITIVE_INFINITY);
}

function checkBetween(argument: string, value: number, largest: number): void {
  if (value > 0 && value <= largest) return;
  throw wrongValue(argument, value, `a number above 0${Number.isFinite(largest) ? `, up to ${largest}` : ''}`);
}
