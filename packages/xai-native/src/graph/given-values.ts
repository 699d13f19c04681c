import { neededNodes } from './needed';
import type { Value } from './value';

/** The values that a graph takes besides those that its nodes compute, in the order of their use. */
export function givenValues(outputs: readonly Value[]): Set<Value> {
  const used = [...neededNodes(outputs).flatMap(({ inputs }) => inputs), ...outputs];
  return new Set(used.filter((value) => value !== undefined && value.origin.kind !== 'node') as Value[]);
}
