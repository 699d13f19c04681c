import { checkKeys, checkPositiveInteger } from 'xai-base';
import { checkAboveZero } from '../../task/check-settings';

/** The settings of metrics that explain neighbours of samples. */
export interface SensitivitySettings {
  /** How many neighbours of each sample are explained; 10 by default. */
  draws?: number;
  /** How far a feature is moved at most, in units of the input: the noise is uniform in [-radius, radius]; 0.02 by default. */
  radius?: number;
}

/** @throws {ValueError} for a setting that does not exist, or a count or radius that is none */
export function checkSensitivitySettings(settings: SensitivitySettings, owner: string): void {
  checkKeys(settings, ['draws', 'radius'], owner);
  const { draws, radius = 0.02 } = settings;
  if (draws !== undefined) checkPositiveInteger('draws', draws);
  checkAboveZero('radius', radius);
}
