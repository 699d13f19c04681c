import type { Value } from '../operators/values/value';
import { namesTakenBy, runStep, type Step } from './blocks/step';

/** The steps of a program that need a value inside of it, and those before or beside them. */
export interface Halves {
  readonly before: readonly Step[];
  readonly behind: readonly Step[];
}

/** Cuts steps at a value: what leads past it is before it. */
export function cutAt(steps: readonly Step[], name: string): Halves {
  const reached = new Set([name]);
  const behind = steps.filter((step) => {
    if (step.node.outputs.includes(name) || !namesTakenBy([step]).some((one) => reached.has(one))) return false;
    for (const output of step.node.outputs) if (output) reached.add(output);
    return true;
  });
  const areBehind = new Set(behind);
  return { before: steps.filter((step) => !areBehind.has(step)), behind };
}

/** Evaluates steps after others. */
export function runOn(steps: readonly Step[], values: ReadonlyMap<string, Value>): Map<string, Value> {
  const all = new Map(values);
  for (const step of steps) runStep(step, all);
  return all;
}
