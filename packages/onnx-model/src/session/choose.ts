import { ValueError } from 'xai-base';
import { describeValues, type ValueInfo } from './value-info';

/**
 * The input or output that a call is about: the one that was chosen, or the only one.
 *
 * @param taken names that are not free
 * @returns a function that gives it, and throws when none was chosen and there are several; such a model can still be run by names
 * @throws {ValueError} when the model has none of that name
 */
export function choose(
  kind: 'input' | 'output',
  name: string | undefined,
  values: readonly ValueInfo[],
  taken: readonly string[] = [],
): () => ValueInfo {
  if (name !== undefined) {
    const chosen = byName(kind, name, values);
    return () => chosen;
  }
  const free = values.filter((value) => !taken.includes(value.name));
  return () => {
    if (free.length === 1) return free[0];
    const others = kind === 'input' ? ', and give the others by { fixedInputs: { name: tensor } }' : '';
    const expected = `one ${kind}, or the option ${kind}`;
    throw new ValueError(
      `The model has ${free.length} ${kind}s: ${describeValues(free)}. Choose one, OnnxModel.load(file, { ${kind}: '${free[0]?.name ?? ''}' })${others}; or call ` +
        'model.run({ name: tensor }).',
      { argument: kind, value: free.map((value) => value.name), expected },
    );
  };
}

/** @throws {ValueError} when there is none of that name; the message lists those that there are */
export function byName(kind: 'input' | 'output', name: string, values: readonly ValueInfo[]): ValueInfo {
  const found = values.find((value) => value.name === name);
  if (found) return found;
  const expected = `one of ${values.map((value) => value.name).join(', ')}`;
  throw new ValueError(`The model has no ${kind} "${name}"; it has ${describeValues(values)}.`, {
    argument: kind,
    value: name,
    expected,
  });
}
