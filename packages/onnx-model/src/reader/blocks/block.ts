import type { OperatorNode } from '../../operators/operator-node';
import type { Value } from '../../operators/values/value';
import { namesTakenBy, runStep, type Step } from './step';

/** A graph inside of a node, as steps. */
export interface Block {
  readonly steps: readonly Step[];
  /** The names of what each run of it is given. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What a node with graphs inside of it computes: from its inputs, and what the graphs take from around them. */
export type Nesting = (
  node: OperatorNode,
  blocks: readonly Block[],
) => (inputs: readonly (Value | undefined)[], outer: ReadonlyMap<string, Value>) => readonly Value[];

/** The names of what a block takes from around it, each once. */
export function namesAround({ steps, inputs, outputs }: Block): string[] {
  const made = new Set([...inputs, ...steps.flatMap(({ node }) => node.outputs)]);
  return [...new Set([...namesTakenBy(steps), ...outputs])].filter((name) => !made.has(name));
}

/** Evaluates a block once. */
export function runBlock(
  { steps, inputs, outputs }: Block,
  outer: ReadonlyMap<string, Value>,
  given: readonly Value[] = [],
): Value[] {
  const values = new Map(outer);
  for (const [index, name] of inputs.entries()) values.set(name, given[index]);
  for (const step of steps) runStep(step, values);
  return outputs.map((name) => values.get(name) as Value);
}
