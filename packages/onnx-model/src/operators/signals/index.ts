import type { Operator } from '../operator';
import { dft, stft } from './fourier';
import { melWeightMatrix } from './mel-weights';
import { windows } from './windows';

/** Spectra of signals. */
export const signals: Readonly<Record<string, Operator>> = {
  ...windows,
  DFT: dft,
  MelWeightMatrix: melWeightMatrix,
  STFT: stft,
};
