import type { Modality } from '../inputs/modality';

/** The method that explains each kind of input when none is named. */
export const usualMethod: Record<Modality, string> = {
  image: 'IntegratedGradients',
  text: 'KernelSHAP',
  series: 'KernelSHAP',
  table: 'KernelSHAP',
};
