import { currentOptions, valueError } from 'svg-plots';

/** Lengths in pixels. */
export interface MatrixOptions {
  /** The side of a cell; if left out, 22 of one matrix, 14 of many. */
  readonly cell?: number;
  /** If left out, 13 of one matrix, 11 of many. */
  readonly fontSize?: number;
}

/**
 * The lengths with what is usual where they are left out.
 *
 * @throws {ValueError} for an option that does not exist, or one that is no positive number
 */
export function matrixSides(options: MatrixOptions, usual: Required<MatrixOptions>): Required<MatrixOptions> {
  const sides = { ...usual, ...currentOptions(options, ['cell', 'fontSize'], 'toSVG') };
  for (const [name, length] of Object.entries(sides)) {
    if (!(Number.isFinite(length) && length > 0)) throw valueError(name, length, 'a positive number of pixels');
  }
  return sides;
}
