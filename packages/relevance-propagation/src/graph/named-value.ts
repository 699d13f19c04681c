import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { valueNamed } from '../operators/value-named';
import type { RuledRecording } from './ruled-recording';

/**
 * The value that has a name, as relevance comes to it: of one inside of an affine part, such as a product before its bias, the value of that part.
 *
 * @throws {LayerNotFoundError} for a name that no value has
 */
export function reachedValue({ recording, nodes }: RuledRecording, name: string): RecordedValue {
  const node = nodes.find((one) => one.name === name);
  if (node) return node.outputs[0];
  const value = valueNamed(recording, name);
  const around = nodes.find(({ product }) => product?.operations.some(({ outputs }) => outputs.includes(value)));
  return around?.outputs[0] ?? value;
}

/** A tensor at a value in the order of axes in which the model has the name. */
export function inNamedOrder({ names }: RecordedValue, name: string, tensor: Tensor): Tensor {
  const order = names.get(name);
  return order ? transpose(tensor, [...order]) : tensor;
}
