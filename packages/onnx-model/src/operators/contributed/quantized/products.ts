import { add, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { conv } from '../../convolution/conv';
import { product } from '../../matrices/mat-mul';
import type { Operator } from '../../operator';
import type { OperatorNode } from '../../operator-node';
import { DeviceValue } from '../../values/device-value';
import { onDevice, type Value } from '../../values/value';
import { alongAxis, dequantized, floats, numbers } from './dequantize';
import { requantized } from './quantize';

/** A factor less its zero point, which may be one a row or a column. */
const centred = (x: Value, zero: Value | undefined, axis: number): Tensor =>
  zero ? sub(floats(x), alongAxis(floats(zero), x.rank, axis)) : floats(x);

/**
 * What is made of an input and those that go with it, once, when they are constants.
 *
 * @param index the input, which the node then has no more use for
 * @param others inputs that are not there are undefined
 */
function once(
  node: OperatorNode,
  index: number,
  others: readonly number[],
  make: (values: readonly Value[]) => Tensor,
): Tensor | undefined {
  const inputs = [index, ...others].filter((input) => node.hasInput(input));
  if (!inputs.every((input) => node.constant(input))) return undefined;
  return node.take(index, make([index, ...others].map((input) => node.constant(input) as Value)));
}

/** `MatMulInteger`. */
export const matMulInteger: Operator = (node) => {
  const weights = once(node, 1, [3], ([b, zeroB]) => centred(b, zeroB, -1));
  return ([a, b, zeroA, zeroB]) => new DeviceValue(product(centred(a, zeroA, -2), weights ?? centred(b, zeroB, -1)));
};

/** `ConvInteger`. */
export const convInteger: Operator = (node) => {
  const convolve = conv(node.withoutConstants);
  const filter = once(node, 1, [3], ([w, zeroW]) => centred(w, zeroW, 0));
  return ([x, w, zeroX, zeroW]) =>
    convolve([new DeviceValue(centred(x, zeroX, 1)), new DeviceValue(filter ?? centred(w, zeroW, 0))]);
};

/** `QLinearMatMul`. */
export const qLinearMatMul: Operator = (node) => {
  const weights = once(node, 3, [4, 5], ([b, scaleB, zeroB]) => dequantized(b, scaleB, zeroB, -1));
  return ([a, scaleA, zeroA, b, scaleB, zeroB, scale, zero]) => {
    const y = product(dequantized(a, scaleA, zeroA, -2), weights ?? dequantized(b, scaleB, zeroB, -1));
    return requantized(node, new DeviceValue(y), scale, zero, 7);
  };
};

/** `QLinearConv`; its bias is in units of the product of both scales. */
export const qLinearConv: Operator = (node) => {
  const convolve = conv(node.withoutConstants);
  const weights = once(node, 3, [4, 5], ([w, scaleW, zeroW]) => dequantized(w, scaleW, zeroW, 0));
  return ([x, scaleX, zeroX, w, scaleW, zeroW, scale, zero, bias]) => {
    const images = numbers(x, scaleX, zeroX, 1);
    const filter = new DeviceValue(weights ?? dequantized(w, scaleW, zeroW, 0));
    const shift = bias && new DeviceValue(mul(floats(bias), mul(floats(scaleX), floats(scaleW))));
    const y = onDevice(convolve(shift ? [images, filter, shift] : [images, filter]) as Value);
    return requantized(node, y, scale, zero, 7);
  };
};

/** com.microsoft's `DynamicQuantizeMatMul`: a product with a quantized matrix, and maybe a bias. */
export const dynamicQuantizeMatMul: Operator = (node) => {
  const weights = once(node, 1, [2, 3], ([b, scale, zero]) => dequantized(b, scale, zero, -1));
  return ([a, b, scale, zero, bias]) => {
    const y = product(floats(a), weights ?? dequantized(b, scale, zero, -1));
    return new DeviceValue(bias ? add(y, bias.tensor) : y);
  };
};

/** com.microsoft's `MatMulIntegerToFloat`. */
export const matMulIntegerToFloat: Operator = (node) => {
  const weights = once(node, 1, [3, 5], ([b, scaleB, zeroB]) => dequantized(b, scaleB, zeroB, -1));
  return ([a, b, scaleA, scaleB, zeroA, zeroB, bias]) => {
    const y = product(dequantized(a, scaleA, zeroA, -2), weights ?? dequantized(b, scaleB, zeroB, -1));
    return new DeviceValue(bias ? add(y, bias.tensor) : y);
  };
};
