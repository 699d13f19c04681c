import { IndexError } from './errors';

const owners = { output: 'model', feature: 'layer' } as const;

/**
 * Checks that an output of the model, or a feature of a layer, exists.
 *
 * @throws {IndexError} naming the index and how many there are
 */
export function checkIndex(kind: keyof typeof owners, index: number, count: number, argument: string): void {
  if (index < count) return;
  const name = kind === 'output' ? 'Output index' : 'Feature';
  const expected = `an index from 0 to ${count - 1}`;
  const message = `${name} ${index} does not exist: the ${owners[kind]} has ${count} ${kind}s; expected ${expected}.`;
  throw new IndexError(message, { argument, value: index, expected });
}
