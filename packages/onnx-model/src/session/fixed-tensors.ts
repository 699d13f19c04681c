import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from 'xai-base';
import { notTensor } from './to-elements';
import { describeValue, type ValueInfo } from './value-info';

/**
 * Checks the value of an input that is the same in every call.
 *
 * @throws {ValueError} when it is no tensor
 * @throws {ShapeError} when it has another rank or other lengths than the model says; along an axis of samples it may have one
 */
export function checkFixed(tensor: unknown, info: ValueInfo): asserts tensor is Tensor {
  if (!(tensor instanceof Tensor)) throw notTensor(info.name, tensor);
  const { shape } = tensor;
  if (info.shape.length === 0) return; // the model may not say its rank
  const fits = (stated: number | string, axis: number) =>
    typeof stated === 'string' || shape[axis] === stated || shape[axis] === 1;
  if (shape.length === info.shape.length && info.shape.every(fits)) return;
  throw new ShapeError(
    `The fixed input ${info.name} has shape [${shape.join(', ')}]; the model takes ${describeValue(info)}.`,
    { argument: info.name, value: [...shape], expected: describeValue(info) },
  );
}
