import type { MethodRecipe, OutputRecipe, SelectionRecipe } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';

/** What a row is called: the class that is explained, perhaps against another one. */
export function rowName({ output, against, weights }: SelectionRecipe, explained?: Explained): string {
  const labels = explained?.labels;
  const nameOf = (place: OutputRecipe) => {
    if (typeof place === 'object') return `[${place.join(', ')}]`;
    return typeof place === 'number' ? (labels?.[place] ?? `output ${place}`) : place;
  };
  if (weights) return 'a weighted sum of outputs';
  const [found] = explained?.explanation.outputSelection ?? [];
  const isOne = explained?.explanation.output.data.length === explained?.explanation.output.shape[0];
  const first =
    output !== undefined
      ? nameOf(output)
      : found === undefined
        ? '…'
        : isOne
          ? (labels?.[0] ?? 'the output')
          : `${nameOf(found)}, the prediction`;
  return against === undefined ? first : `${first} against ${nameOf(against)}`;
}

/** What a column is called: the method, with the options that it was told. */
export function methodName({ name, of: inner, ...options }: MethodRecipe): string {
  const told = Object.entries(options).map(([option, value]) => `${option} ${typeof value === 'object' ? '…' : value}`);
  const all = [...(inner ? [`of ${methodName(inner)}`] : []), ...told];
  return all.length > 0 ? `${name} (${all.join(', ')})` : name;
}
