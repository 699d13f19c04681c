import type { Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../graph/value';

/** The tensors that a known value is computed from. */
export function sourcesOf(value: Value): Set<Tensor> {
  const [found, seen] = [new Set<Tensor>(), new Set<Value>()];
  const visit = (one: Value) => {
    if (seen.has(one)) return; // values that share what they are computed from have as many ways there as there are numbers
    seen.add(one);
    const { origin } = one;
    if (origin.kind === 'captured') found.add(origin.tensor);
    if (origin.kind === 'derived') origin.inputs.forEach(visit);
  };
  visit(value);
  return found;
}

/**
 * Says what a value is computed from, and how: the steps in order, each by the numbers of those before it, so that it grows with their count.
 * It is made anew each time, as a variable has other data after each assignment.
 *
 * @param leaf says what a value is that is not computed
 */
export function signatureOf(value: Value, leaf: (value: Value) => string): string {
  const steps = new Map<string, number>();
  const numbers = new Map<Value, number>();
  const numberOf = (one: Value): number => {
    const known = numbers.get(one);
    if (known !== undefined) return known;
    const { origin } = one;
    const step = origin.kind === 'derived' ? `${origin.name}(${origin.inputs.map(numberOf)})` : leaf(one);
    const number = steps.get(step) ?? steps.size;
    steps.set(step, number);
    numbers.set(one, number);
    return number;
  };
  numberOf(value);
  return [...steps.keys()].join(';');
}
