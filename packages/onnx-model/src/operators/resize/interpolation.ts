import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** How the places of the pixels of an output are found in the input. */
export interface Coordinates {
  readonly mode: string;
  /** Lengths of the input and the output. */
  readonly from: number;
  readonly to: number;
  readonly scale: number;
  /** The part of the input that becomes the output, from 0 to 1, for `tf_crop_and_resize`. */
  readonly region?: readonly [start: number, end: number];
}

const coordinateModes: Readonly<Record<string, (index: number, lengths: Coordinates) => number>> = {
  half_pixel: (index, { scale }) => (index + 0.5) / scale - 0.5,
  half_pixel_symmetric: (index, { scale, from, to }) =>
    (from / 2) * (1 - to / (scale * from)) + (index + 0.5) / scale - 0.5,
  pytorch_half_pixel: (index, { scale, to }) => (to > 1 ? (index + 0.5) / scale - 0.5 : 0),
  align_corners: (index, { from, to }) => (to > 1 ? (index * (from - 1)) / (to - 1) : 0),
  asymmetric: (index, { scale }) => index / scale,
  tf_crop_and_resize: (index, { from, to, region: [start, end] = [0, 1] }) =>
    to > 1 ? start * (from - 1) + (index * (end - start) * (from - 1)) / (to - 1) : 0.5 * (start + end) * (from - 1),
};

/** Where a pixel of the output is in the input. */
const placeOf = (index: number, coordinates: Coordinates): number =>
  coordinateModes[coordinates.mode](index, coordinates);

/** @throws {Unsupported} for a mode that is not known */
export function checkCoordinates(mode: string): void {
  if (!own(coordinateModes, mode)) throw new Unsupported(`with coordinates of mode ${mode}`);
}

/** The pixel that is nearest to a place. */
const roundings: Readonly<Record<string, (place: number) => number>> = {
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

/** The weights of the pixels around a place, `spread` times as wide as usual: the first pixel, and a weight for each from there on. */
export type Kernel = (place: number, spread: number) => { first: number; weights: number[] };

/** @throws {Unsupported} for a rounding that is not known */
export function nearest(rounding: string): Kernel {
  const round = own(roundings, rounding);
  if (!round) throw new Unsupported(`with nearest_mode ${rounding}`);
  return (place) => ({ first: round(place), weights: [1] });
}

/** A kernel by the weight of a distance, which is 0 from a reach on. */
const byDistance =
  (reach: number, weightOf: (distance: number) => number): Kernel =>
  (place, spread) => {
    const first = Math.floor(place - reach * spread) + 1;
    const length = Math.ceil(place + reach * spread) - first;
    const weights = Array.from({ length: Math.max(length, 1) }, (_, index) =>
      weightOf(Math.abs(place - first - index) / spread),
    );
    return { first, weights };
  };

export const linear: Kernel = byDistance(1, (distance) => Math.max(0, 1 - distance));

/** @see R. Keys: Cubic Convolution Interpolation for Digital Image Processing (1981) */
export const cubic = (a: number): Kernel =>
  byDistance(2, (d) => {
    if (d <= 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
    return d < 2 ? a * (d ** 3 - 5 * d ** 2 + 8 * d - 4) : 0;
  });

/** What an interpolation does besides. */
export interface Manner {
  /** Whether windows are wider where pixels become fewer. */
  readonly antialias: boolean;
  /** Whether pixels beyond the border have no weight; else they are those at the border. */
  readonly excludesOutside: boolean;
}

/** The matrix `[output, input]` of an interpolation along one axis. */
export function interpolationMatrix(
  coordinates: Coordinates,
  kernel: Kernel,
  { antialias, excludesOutside }: Manner,
): Float32Array {
  const { from, to, scale } = coordinates;
  const spread = antialias ? Math.max(1, 1 / scale) : 1;
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const { first, weights } = kernel(placeOf(row, coordinates), spread);
    const isCounted = (index: number) => !excludesOutside || (first + index >= 0 && first + index < from);
    const counted = weights.map((weight, index) => (isCounted(index) ? weight : 0));
    const total = antialias || excludesOutside ? counted.reduce((sum, weight) => sum + weight, 0) : 1;
    counted.forEach((weight, index) => {
      matrix[row * from + Math.max(0, Math.min(first + index, from - 1))] += weight / total;
    });
  }
  return matrix;
}

/** Which pixels of an output lie outside of the input, along one axis. */
export const outsideOf = (coordinates: Coordinates): boolean[] =>
  Array.from({ length: coordinates.to }, (_, index) => {
    const place = placeOf(index, coordinates);
    return place < 0 || place > coordinates.from - 1;
  });
