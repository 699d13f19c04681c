import { describeValue, nearest, ValueError } from 'xai-base';

/** @throws {ValueError} for a name that a table does not have */
export function knownName(argument: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const guess = nearest(String(name), names);
  const expected = `one of ${names.join(', ')}`;
  const message = `The table has no ${argument} ${describeValue(name)}${guess ? `; did you mean ${guess}?` : ';'} Expected ${expected}.`;
  throw new ValueError(message, { argument, value: name, expected });
}
