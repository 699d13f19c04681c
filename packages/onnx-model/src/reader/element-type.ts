import type { Tensor } from '@tensorflow/tfjs-core';
import { castTensor } from '../operators/elementwise/cast';
import type { ElementType } from '../operators/values/host-value';

/** The type in which TensorFlow.js has elements of a type of ONNX. */
export function elementType(type: string | undefined): ElementType {
  if (type === 'bool') return 'bool';
  return type === undefined || type.startsWith('float') ? 'float32' : 'int32';
}

/** A tensor with elements of the type that a model takes. */
export const asType = (tensor: Tensor, type: string | undefined): Tensor => castTensor(tensor, elementType(type));
