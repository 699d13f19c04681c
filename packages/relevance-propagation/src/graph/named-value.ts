import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { describeValue, LayerNotFoundError } from 'xai-base';
import { valueNamed } from '../operators/value-named';
import { isCopy } from './rule-nodes';
import type { RuledRecording } from './ruled-recording';

/**
 * The value that a node computes, or that has a name, as relevance comes to it: of one inside of an affine part, such as a product before its bias,
 * the value of that part.
 *
 * @param layer the name of the node or of the value, or the index of the node among those that composites see
 * @throws {LayerNotFoundError} when there is none
 */
export function reachedValue({ recording, nodes }: RuledRecording, layer: string | number): RecordedValue {
  const seen = nodes.filter((node) => !isCopy(node));
  const node = typeof layer === 'number' ? seen[layer] : seen.find(({ name }) => name === layer);
  if (node) return node.outputs[0];
  if (typeof layer !== 'string') throw noNode(layer, seen.length);
  const value = valueNamed(recording, layer);
  const around = nodes.find(({ product }) => product?.operations.some(({ outputs }) => outputs.includes(value)));
  return around?.outputs[0] ?? value;
}

/** A tensor at a value in the order of axes in which the model has the name. */
export function inNamedOrder({ names }: RecordedValue, name: string, tensor: Tensor): Tensor {
  const order = names.get(name);
  return order ? transpose(tensor, [...order]) : tensor;
}

function noNode(layer: unknown, count: number): LayerNotFoundError {
  const expected = `the name of a value or operator, or an index below ${count}`;
  return new LayerNotFoundError(`layer is ${describeValue(layer)}; expected ${expected}.`, {
    argument: 'layer',
    value: layer,
    expected,
  });
}
