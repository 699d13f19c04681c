import type { Operator } from '../operator';
import { concat } from '../selections/concat';
import { gatherAlong } from '../selections/gather';
import { partOf } from '../selections/split';
import { HostValue } from '../values/host-value';
import { positiveAxis, positivePlace } from '../values/indices';
import { knownNumber, knownNumbers } from '../values/known';
import { SequenceValue } from '../values/sequence-value';
import { stacked } from '../values/stacked';
import type { Value } from '../values/value';
import { asItem, itemsOf } from './items-of';

/** Sequences within a graph: their lengths and places are known from constants and shapes. */
export const sequences: Readonly<Record<string, Operator>> = {
  SequenceEmpty: () => () => new SequenceValue([]),
  SequenceConstruct: () => (inputs) => new SequenceValue(inputs.map(asItem)),
  SequenceLength:
    () =>
    ([sequence]) =>
      HostValue.integer(itemsOf(sequence).length),
  SequenceAt:
    () =>
    ([sequence, place]) => {
      const items = itemsOf(sequence);
      return items[positivePlace(knownNumber(place, 'A place in a sequence'), items.length)];
    },
  SequenceInsert:
    () =>
    ([sequence, item, place]) => {
      const items = itemsOf(sequence);
      const at = place ? knownNumber(place, 'A place in a sequence') : items.length;
      return new SequenceValue(items.toSpliced(positivePlace(at, items.length + 1), 0, asItem(item)));
    },
  SequenceErase:
    () =>
    ([sequence, place]) => {
      const items = itemsOf(sequence);
      const at = place ? knownNumber(place, 'A place in a sequence') : items.length - 1;
      return new SequenceValue(items.toSpliced(positivePlace(at, items.length), 1));
    },
  ConcatFromSequence: (node) => {
    const isNew = node.int('new_axis', 0) === 1;
    const join = concat(node);
    return ([sequence]) => {
      const items = itemsOf(sequence, 1);
      return isNew ? stacked(items, node.int('axis', 0)) : join(items);
    };
  },
  SplitToSequence: (node) => {
    const along = node.int('axis', 0);
    const keepsAxis = node.int('keepdims', 1) === 1;
    return ([x, sizes]: readonly (Value | undefined)[]) => {
      const value = x as Value;
      const axis = positiveAxis(along, value.rank);
      const length = value.shape[axis];
      const places = Array.from({ length }, (_, place) => place);
      if (!sizes && !keepsAxis) {
        return new SequenceValue(
          places.map((place) => asItem([gatherAlong(axis)([value, HostValue.integer(place)])].flat()[0])),
        );
      }
      const given = sizes ? knownNumbers(sizes, 'The split') : [1];
      const isOneSize = !sizes || sizes.rank === 0;
      const lengths = isOneSize ? chunks(length, given[0]) : given;
      let end = 0;
      return new SequenceValue(
        lengths.map((size) => {
          end += size;
          return asItem(partOf(value, axis, end - size, size));
        }),
      );
    };
  },
};

/** Parts of one size, of which the last may be shorter. */
const chunks = (length: number, size: number): number[] =>
  Array.from({ length: Math.ceil(length / size) }, (_, index) => Math.min(size, length - index * size));
