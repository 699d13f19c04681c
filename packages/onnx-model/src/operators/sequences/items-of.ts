import { ModelError } from 'xai-base';
import { HostValue } from '../values/host-value';
import { type Item, SequenceValue } from '../values/sequence-value';
import { onDevice, type Value } from '../values/value';

/**
 * The items of a sequence.
 *
 * @param least how many it must have
 * @throws {ModelError} when the value is none, or has fewer
 */
export function itemsOf(value: Value, least = 0): readonly Item[] {
  if (value instanceof SequenceValue && value.items.length >= least) return value.items;
  const given = value instanceof SequenceValue ? `a sequence of ${value.items.length}` : 'a tensor';
  const expected = least > 0 ? `a sequence of at least ${least}` : 'a sequence';
  throw new ModelError(`it takes ${expected}, and is given ${given}.`, { argument: 'model', value: given, expected });
}

/**
 * A value as an item.
 *
 * @throws {ModelError} when it is a sequence itself
 */
export const asItem = (value: Value): Item => (value instanceof HostValue ? value : onDevice(value));
