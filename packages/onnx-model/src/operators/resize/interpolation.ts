import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** How the places of the pixels of an output are found in the input. */
export interface Coordinates {
  readonly mode: string;
  /** Lengths of the input and the output. */
  readonly from: number;
  readonly to: number;
  readonly scale: number;
}

const coordinateModes: Readonly<Record<string, (index: number, lengths: Coordinates) => number>> = {
  half_pixel: (index, { scale }) => (index + 0.5) / scale - 0.5,
  half_pixel_symmetric: (index, { scale, from, to }) =>
    (from / 2) * (1 - to / (scale * from)) + (index + 0.5) / scale - 0.5,
  pytorch_half_pixel: (index, { scale, to }) => (to > 1 ? (index + 0.5) / scale - 0.5 : 0),
  align_corners: (index, { from, to }) => (to > 1 ? (index * (from - 1)) / (to - 1) : 0),
  asymmetric: (index, { scale }) => index / scale,
};

/** Where a pixel of the output is in the input. */
export const placeOf = (index: number, coordinates: Coordinates): number =>
  coordinateModes[coordinates.mode](index, coordinates);

/** @throws {Unsupported} for a mode that is not known */
export function checkCoordinates(mode: string): void {
  if (!own(coordinateModes, mode)) throw new Unsupported(`with coordinates of mode ${mode}`);
}

/** The pixel that is nearest to a place. */
export const roundings: Readonly<Record<string, (place: number) => number>> = {
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

/** The weights of the pixels around a place: the first pixel, and a weight for each from there on. */
export type Kernel = (place: number) => { first: number; weights: number[] };

export const nearest =
  (rounding: string): Kernel =>
  (place) => ({ first: roundings[rounding](place), weights: [1] });

export const linear: Kernel = (place) => {
  const first = Math.floor(place);
  return { first, weights: [1 - (place - first), place - first] };
};

/** @see R. Keys: Cubic Convolution Interpolation for Digital Image Processing (1981) */
export const cubic =
  (a: number): Kernel =>
  (place) => {
    const first = Math.floor(place) - 1;
    const weight = (distance: number) => {
      const d = Math.abs(distance);
      if (d <= 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
      return d < 2 ? a * (d ** 3 - 5 * d ** 2 + 8 * d - 4) : 0;
    };
    return { first, weights: [0, 1, 2, 3].map((index) => weight(place - first - index)) };
  };

/** The matrix `[output, input]` of an interpolation along one axis. Pixels beyond the border are those at the border. */
export function interpolationMatrix(coordinates: Coordinates, kernel: Kernel): Float32Array {
  const { from, to } = coordinates;
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const { first, weights } = kernel(placeOf(row, coordinates));
    weights.forEach((weight, index) => {
      matrix[row * from + Math.max(0, Math.min(first + index, from - 1))] += weight;
    });
  }
  return matrix;
}
