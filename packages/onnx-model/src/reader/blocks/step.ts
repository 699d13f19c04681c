import type { OnnxNode } from 'onnx-format';
import { nameTensor } from 'tfjs-gradients';
import { ModelError } from 'xai-base';
import type { Evaluate } from '../../operators/operator';
import { Unsupported } from '../../operators/unsupported';
import { DeviceValue } from '../../operators/values/device-value';
import { isIdentity } from '../../operators/values/permute';
import type { Value } from '../../operators/values/value';
import { UnsupportedOperatorError } from '../errors';
import { forNode } from '../node-error';

/** A node that is evaluated in every run. */
export interface Step {
  readonly node: OnnxNode;
  readonly evaluate: Evaluate;
  /** Inputs that it has made something of its own from, and does not need. */
  readonly taken: ReadonlySet<number>;
}

/** The values that steps need, by name. */
export const namesTakenBy = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ node, taken }) => node.inputs.filter((name, index) => name !== '' && !taken.has(index)));

/** Adds what a step computes to the values. */
export function runStep({ node, evaluate, taken }: Step, values: Map<string, Value>): void {
  const inputs = node.inputs.map((name, index) => (name && !taken.has(index) ? values.get(name) : undefined));
  for (const [index, value] of evaluated(node, evaluate, inputs).entries()) {
    if (!value) continue; // an output that only training has
    values.set(node.outputs[index], value);
    nameValue(node.outputs[index], value);
  }
}

/** What a node of a running program computes. */
function evaluated(node: OnnxNode, evaluate: Evaluate, inputs: readonly (Value | undefined)[]): readonly Value[] {
  try {
    return outputsOf(node, evaluate, inputs);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    throw new UnsupportedOperatorError([{ op: node.op, domain: node.domain, count: 1, reason: error.message }]);
  }
}

/** What a node computes; a failure names the node. */
export const outputsOf = (
  node: OnnxNode,
  evaluate: Evaluate,
  inputs: readonly (Value | undefined)[],
): readonly Value[] =>
  forNode(node, inputs, () => {
    const values = [evaluate(inputs as readonly Value[])].flat();
    if (values[0] || !node.outputs[0]) return values;
    throw new ModelError('it gives no output.', { argument: 'model', value: node.outputs[0] });
  });

/** Tells those who record the model what the graph calls a value. */
export function nameValue(name: string, value: Value): void {
  if (value instanceof DeviceValue) nameTensor(value.stored, name, isIdentity(value.order) ? undefined : value.order);
}
