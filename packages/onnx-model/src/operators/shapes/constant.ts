import type { OnnxTensor } from 'onnx-format';
import { elementTypeOf } from '../elementwise/cast';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { type ElementType, HostValue } from '../values/host-value';
import { sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';

/** A tensor of a file, in the nearest type that TensorFlow.js has; undefined of texts. */
export function hostValue({ type, shape, data }: OnnxTensor): HostValue | undefined {
  if (type === 'string') return undefined;
  const isWide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  const elements = isWide ? Array.from(data as BigInt64Array, Number) : (data as ArrayLike<number>);
  return new HostValue(elementType(type), shape, elements);
}

function elementType(type: string): ElementType {
  if (type === 'bool') return 'bool';
  return type.startsWith('float') ? 'float32' : 'int32';
}

/** `Constant`: a value in one of several attributes. */
export const constant: Operator = (node) => {
  const value = constantOf(node);
  return () => value;
};

function constantOf(node: Parameters<Operator>[0]): HostValue {
  const tensor = node.attribute('value', 'tensor');
  const value = tensor && hostValue(tensor);
  if (value) return value;
  const [float, floats] = [node.attribute('value_float', 'float'), node.attribute('value_floats', 'floats')];
  if (float !== undefined) return new HostValue('float32', [], [float]);
  if (floats) return new HostValue('float32', [floats.length], floats);
  const [integer, integers] = [node.attribute('value_int', 'int'), node.attribute('value_ints', 'ints')];
  if (integer !== undefined) return HostValue.integer(integer);
  if (integers) return HostValue.integers(integers);
  throw new Unsupported('of texts');
}

const filled = (size: number, value: number): Float64Array => new Float64Array(size).fill(value);

/** `ConstantOfShape`: one value, everywhere. */
export const constantOfShape: Operator = (node) => {
  const tensor = node.attribute('value', 'tensor');
  const value = (tensor && hostValue(tensor)) ?? new HostValue('float32', [1], [0]);
  return ([shapeValue]) => {
    const shape = knownNumbers(shapeValue, 'The shape');
    reserve(shape);
    return new HostValue(value.dtype, shape, filled(sizeOf(shape), value.data[0]));
  };
};

/** `EyeLike`: ones on a diagonal of a matrix of the input's shape, zeros elsewhere. */
export const eyeLike: Operator = (node) => {
  const code = node.attribute('dtype', 'int');
  const dtype = code === undefined ? undefined : elementTypeOf(code);
  const above = node.int('k', 0);
  return ([x]) => {
    const [, columns] = x.shape;
    const data = filled(sizeOf(x.shape), 0).map((_, at) => Number((at % columns) - Math.floor(at / columns) === above));
    return new HostValue(dtype ?? x.dtype, x.shape, data);
  };
};
