import { ValueError } from 'xai-base';
import { describeName, describeValues, type ValueInfo } from './value-info';

/**
 * The input or output that a call is about: the one that was chosen, the only one, or beside labels the only one of floating-point scores.
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
  return () => onlyOne(kind, free, ' Or call model.run({ name: tensor }).');
}

/**
 * The input or output when none was chosen: the only one, or beside labels the only one of floating-point scores.
 *
 * @param wayOut what else serves
 * @throws {ValueError} when there are several, that names those which can be chosen
 */
export function onlyOne(kind: 'input' | 'output', values: readonly ValueInfo[], wayOut = ''): ValueInfo {
  const scores = kind === 'output' ? values.filter(isScore) : values;
  if (values.length === 1) return values[0];
  if (scores.length === 1) return scores[0];
  if (values.length === 0) {
    const none = `The model has no ${kind}${kind === 'input' ? ' that is not fixed: it gives the same whatever it is asked, and there is nothing to explain' : 's'}.`;
    throw new ValueError(none, { argument: kind, expected: `a model with an ${kind}` });
  }
  const candidates = scores.length > 0 ? scores : values;
  const others = kind === 'input' ? ', and give the others by { fixedInputs: { name: tensor } }' : '';
  throw new ValueError(
    `The model has ${values.length} ${kind}s: ${describeValues(values)}. Choose one by the option { ${kind}: ` +
      `${candidates
        .slice(0, mostNames)
        .map(({ name }) => `'${describeName(name)}'`)
        .join(' | ')} }${others}.${wayOut}`,
    { argument: kind, value: values.map(({ name }) => name), expected: `the option ${kind}` },
  );
}

/** The names of the classes of the output that is chosen, if one is. */
export function chosenClasses(outputs: readonly ValueInfo[], name?: string): readonly string[] | undefined {
  const scores = outputs.filter(isScore);
  const chosen = name === undefined && scores.length === 1 ? scores[0] : outputs.find((one) => one.name === name);
  return chosen?.classes;
}

const mostNames = 6;

/** Whether an output has floating-point numbers, as scores do and labels do not. */
const isScore = ({ type }: ValueInfo): boolean => type?.startsWith('float') ?? false;

/** @throws {ValueError} when there is none of that name; the message lists those that there are */
export function byName(kind: 'input' | 'output', name: string, values: readonly ValueInfo[]): ValueInfo {
  const found = values.find((value) => value.name === name);
  if (found) return found;
  const expected = `one of ${values.map((value) => value.name).join(', ')}`;
  throw new ValueError(`The model has no ${kind} "${describeName(name)}"; it has ${describeValues(values)}.`, {
    argument: kind,
    value: name,
    expected,
  });
}
