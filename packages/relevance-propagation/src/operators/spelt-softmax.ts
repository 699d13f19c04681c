import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import type { Facts } from './facts';

/** Exponentials over their own sum. */
export function isSoftmax(
  { kernel, inputs }: RecordedOperation,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): boolean {
  const pairs =
    kernel === 'RealDiv'
      ? [['a', 'b']]
      : [
          ['a', 'b'],
          ['b', 'a'],
        ];
  return pairs.some(([a, b]) => {
    const sumOf = facts.get(inputs[b])?.sumOf;
    return sumOf !== undefined && sumOf === inputs[a] && exponentialsIn(sumOf, facts, makers).length > 0;
  });
}

/** The exponentials of a softmax that is spelt out. */
export function exponentialsOf(
  { inputs }: RecordedOperation,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): RecordedOperation[] {
  return Object.values(inputs).flatMap((value) => exponentialsIn(value, facts, makers));
}

/** The operations that made a value by exponentials, element by element. */
function exponentialsIn(
  value: RecordedValue,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): RecordedOperation[] {
  return [...(facts.get(value)?.functionOf ?? [])]
    .map((part) => makers.get(part))
    .filter((maker) => maker?.kernel === 'Exp') as RecordedOperation[];
}
