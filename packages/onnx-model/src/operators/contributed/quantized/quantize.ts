import { add, clipByValue, div } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import type { OperatorNode } from '../../operator-node';
import { DeviceValue } from '../../values/device-value';
import { HostValue } from '../../values/host-value';
import type { Value } from '../../values/value';
import { alongAxis, floats } from './dequantize';

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int4: [-8, 7],
  uint4: [0, 15],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
};

const codes: Readonly<Record<number, string>> = {
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  21: 'uint4',
  22: 'int4',
};

/** The range of the numbers that a node makes: by its zero point's type, or by an attribute. */
export function rangeOf(node: OperatorNode, zeroPoint: number): readonly [number, number] {
  const type = node.elementType(zeroPoint) ?? codes[node.int('output_dtype', 2)] ?? 'uint8';
  return ranges[type] ?? ranges.uint8;
}

/** `QuantizeLinear`: x / scale + zero, kept within the range of its type. It is not rounded, so that it has a derivative. */
export const quantizeLinear: Operator = (node) => {
  const axis = node.int('axis', 1);
  const [low, high] = rangeOf(node, 2);
  return ([x, scale, zero]) => {
    const along = (list: typeof x) => alongAxis(floats(list), x.rank, axis);
    const scaled = div(floats(x), along(scale));
    return new DeviceValue(clipByValue(zero ? add(scaled, along(zero)) : scaled, low, high));
  };
};

/**
 * Numbers in units of one scale, around a zero point, within the range of their type; not rounded.
 *
 * @param zeroAt where the zero point stands among the inputs
 */
export function requantized(
  node: OperatorNode,
  y: DeviceValue,
  scale: Value,
  zero: Value | undefined,
  zeroAt: number,
): DeviceValue {
  const [low, high] = rangeOf(node, zeroAt);
  const one = (list: Value) => alongAxis(floats(list), y.rank, 0);
  const scaled = div(y.stored, one(scale));
  return y.withStored(clipByValue(zero ? add(scaled, one(zero)) : scaled, low, high));
}

/** `DynamicQuantizeLinear`: the numbers themselves, with scale 1 and zero point 0, as nothing is rounded. */
export const dynamicQuantizeLinear: Operator =
  () =>
  ([x]) => [x, new HostValue('float32', [], [1]), new HostValue('int32', [], [0])];
