import { type EncodedText, IndexError, ValueError } from 'xai-base';

/** At which token a model's output is read, where it has one for each: the last of the text, the first, that which is hidden, or an index (from the end where it is negative). */
export type OutputPosition = 'last' | 'first' | 'mask' | number;

/** @throws {ValueError} for anything that is no position */
export function checkPosition(position: OutputPosition): void {
  if (Number.isInteger(position) || ['last', 'first', 'mask'].includes(String(position))) return;
  const expected = "'last', 'first', 'mask', or the index of a token";
  throw new ValueError(`position is ${String(position)}; expected ${expected}.`, {
    argument: 'position',
    value: position,
    expected,
  });
}

/**
 * The index of the token whose output is read. Tokens that fill up are none.
 *
 * @throws {IndexError} when the text has no such token
 */
export function positionIn(
  { ids }: Pick<EncodedText, 'ids'>,
  position: OutputPosition,
  mask: number | undefined,
): number {
  const index = {
    last: ids.length - 1,
    first: 0,
    mask: mask === undefined ? -1 : ids.indexOf(mask),
  };
  const at = typeof position !== 'number' ? index[position] : position < 0 ? ids.length + position : position;
  if (at >= 0 && at < ids.length) return at;
  const expected = position === 'mask' ? 'a text with a mask token' : `a position in a text of ${ids.length} tokens`;
  throw new IndexError(`There is no token at position ${position} of ${ids.length}; expected ${expected}.`, {
    argument: 'position',
    value: position,
    expected,
  });
}
