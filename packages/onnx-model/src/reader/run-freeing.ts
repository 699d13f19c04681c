import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { tensorsOf } from '../operators/values/tensors-of';
import type { Value } from '../operators/values/value';
import { namesTakenBy, runStep, type Step } from './blocks/step';

/** Of each step the names of what no later one takes. */
export type LastUses = readonly (readonly string[])[];

/** @param output is never done with */
export function lastUses(steps: readonly Step[], output: string): LastUses {
  const last = new Map<string, number>();
  for (const [at, step] of steps.entries())
    for (const name of [...namesTakenBy([step]), ...step.node.outputs]) last.set(name, at);
  const uses: string[][] = steps.map(() => []);
  for (const [name, at] of last) if (name !== output && name !== '') uses[at].push(name);
  return uses;
}

/**
 * Evaluates steps one after the other, and frees what each computes as soon as no later one takes it, so that a large network does not hold all of its values
 * at once. What a derivative or a recording needs, these hold by handles of their own. Call it inside `tidy`.
 *
 * @param given what the steps begin with; it stays
 */
export function runFreeing(
  steps: readonly Step[],
  uses: LastUses,
  given: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const values = new Map(given);
  const before = new Set([...given.values()].flatMap(tensorsOf));
  const holders = new Map<Tensor, number>(); // how many values have a tensor: a transposition shares it
  const tensorsIn = (names: readonly string[]) => names.flatMap((name) => tensorsOf(values.get(name)));
  for (const [at, step] of steps.entries()) {
    const made = tidy(() => {
      runStep(step, values);
      return tensorsIn(step.node.outputs);
    });
    for (const tensor of made) if (!before.has(tensor)) holders.set(tensor, (holders.get(tensor) ?? 0) + 1);
    for (const tensor of tensorsIn(uses[at])) {
      const left = (holders.get(tensor) ?? 0) - 1;
      holders.set(tensor, left);
      if (left === 0 && !tensor.kept) tensor.dispose();
    }
    for (const name of uses[at]) values.delete(name);
  }
  return values;
}
