import { cellAt, checkReceptiveField, type ReceptiveField } from 'xai-base';
import type { Taps } from '../images/resample';

/** Where the cells of a coarse map look: at which places of an input of this size. */
export interface MapPlacement {
  readonly field: ReceptiveField;
  /** Height and width of the explained input. */
  readonly input: readonly [number, number];
}

/**
 * Where the map of an explanation lies, by `extras.receptiveField`.
 *
 * @throws {ValueError} when that is no receptive field of an image
 *
 * @example
 * ```ts
 * const receptiveField = { begin: [-1, -1], stride: [4, 4], size: [5, 5] };
 * mapPlacement({ shape: [1, 28, 20, 3] }, { receptiveField })?.input; // => [28, 20]
 * ```
 */
export function mapPlacement(
  input: { readonly shape: readonly number[] } | undefined,
  extras: Readonly<Record<string, unknown>> | undefined,
) {
  if (input?.shape?.length !== 4 || extras?.receptiveField === undefined) return undefined;
  const field = checkReceptiveField(extras.receptiveField, 2, 'extras.receptiveField');
  const [, height, width] = input.shape;
  return { field, input: [height, width] } as const;
}

/**
 * Interpolates between the centres of what cells see, along one axis (0 down, 1 across). Beyond the outermost the map fades out within
 * one step: no cell looks there. Where several cells fall on one new place, the triangle widens, so that each counts.
 *
 * @param cells how many the map has along the axis
 * @param newLength how long the image is, over the whole of which the input lies
 */
export function placedTaps({ field, input }: MapPlacement, axis: 0 | 1, cells: number, newLength: number): Taps {
  const scale = input[axis] / newLength; // places of the input for a new place
  const reach = Math.max(1, scale / field.stride[axis]);
  return Array.from({ length: newLength }, (_, index) => {
    const center = cellAt(field, axis, (index + 0.5) * scale);
    const begin = Math.max(Math.ceil(center - reach), 0);
    const end = Math.min(Math.floor(center + reach), cells - 1);
    const length = Math.max(0, end - begin + 1);
    const weights = Array.from({ length }, (_, tap) => (1 - Math.abs(begin + tap - center) / reach) / reach);
    return { begin, weights };
  });
}
