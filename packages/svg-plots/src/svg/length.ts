import { valueError } from '../values/errors';

/** Pictures are no larger: ticks and lines are as many as a picture has room for. */
const MOST = 100_000;

/**
 * Checks the length of a side of a picture, or of what is in it.
 *
 * @param argument its name, for the message
 * @param least how much what is drawn needs, in pixels
 * @throws {ValueError} for what is no number of pixels, too few, or more than 100 000
 *
 * @example
 * ```ts
 * checkLength('width', 600, 120); // throws nothing
 * ```
 */
export function checkLength(argument: string, length: number, least: number): void {
  if (!(Number.isFinite(length) && length >= least))
    throw valueError(argument, length, `at least ${least} pixels for what is drawn here`);
  if (length > MOST) throw valueError(argument, length, `at most ${MOST} pixels`);
}
