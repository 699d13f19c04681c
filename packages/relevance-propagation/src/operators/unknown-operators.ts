import type { RecordedOperation } from 'tfjs-gradients';
import { ModelCheckError } from '../errors';

/** The error for operators that relevance comes to and no rule is known for; it lists them. */
export function unknownOperators(operations: Iterable<RecordedOperation>): ModelCheckError {
  const counts = new Map<string, number>();
  for (const { kernel } of operations) counts.set(kernel, (counts.get(kernel) ?? 0) + 1);
  const lines = [...counts].map(([kernel, count]) => `  ${kernel} (${count})`);
  return new ModelCheckError(
    `No rule of relevance is known for these operators of the model:\n${lines.join('\n')}\n` +
      "The option { unknown: 'gradient' } takes their derivative.",
    { argument: 'model', value: [...counts.keys()], expected: 'operators of a known verdict' },
  );
}
