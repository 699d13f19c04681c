import type { OnnxNode } from 'onnx-format';
import { ModelError } from 'xai-base';
import { Unsupported } from '../operators/unsupported';
import type { Value } from '../operators/values/value';
import { describeName } from '../session/value-info';

/**
 * Does work for a node, whose failure names the node.
 *
 * @throws {ModelError} in the place of every error but `Unsupported`
 */
export function forNode<Result>(node: OnnxNode, inputs: readonly (Value | undefined)[], work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Unsupported) throw cause;
    const place = `${describeName(node.op)} ${JSON.stringify(describeName(node.name || (node.outputs[0] ?? '')))}`;
    const shapes = inputs.slice(0, mostInputs).map((value) => (value ? `[${value.shape.join(', ')}]` : 'none'));
    const given = shapes.length > 0 ? ` for inputs of shapes ${shapes.join(', ')}` : '';
    const message = `The node ${place} cannot be evaluated${given}: ${(cause as Error).message}`;
    throw new ModelError(message, { argument: 'model', value: place, cause });
  }
}

const mostInputs = 8; // that a message shows
