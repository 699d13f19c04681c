import { describeValue, ShapeError, ValueError } from 'xai-base';

/**
 * Says what an argument is, in a few words, and what was expected.
 *
 * @example
 * ```ts
 * valueError('width', -1, 'a positive number').message; // => 'width is -1; expected a positive number.'
 * ```
 */
export function valueError(argument: string, value: unknown, expected: string): ValueError {
  const message = `${argument} is ${describeValue(value)}; expected ${expected}.`;
  return new ValueError(message, { argument, value, expected });
}

/**
 * Says what shape an argument has and what was expected.
 *
 * @example
 * ```ts
 * shapeError('series', [2, 3], '[time]').message; // => 'series has shape [2,3]; expected [time].'
 * ```
 */
export function shapeError(argument: string, shape: readonly number[], expected: string): ShapeError {
  return new ShapeError(`${argument} has shape [${shape}]; expected ${expected}.`, {
    argument,
    value: shape,
    expected,
  });
}
