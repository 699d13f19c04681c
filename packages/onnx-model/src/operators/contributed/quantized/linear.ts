import { add, mul, where } from '@tensorflow/tfjs-core';
import { activations } from '../../elementwise/activations';
import { arithmetic } from '../../elementwise/arithmetic';
import { gemm } from '../../matrices/gemm';
import type { Operator } from '../../operator';
import { averagePool } from '../../pooling/average-pool';
import { globalAveragePool } from '../../pooling/global-pool';
import { competitions } from '../../reductions/softmax';
import { concat } from '../../selections/concat';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import { onDevice, type Value } from '../../values/value';
import { floats, numbers } from './dequantize';
import { requantized } from './quantize';

/** Of inputs that name a value of few bits, its scale and its zero point one behind the other, the numbers that they stand for. */
const numbersAt = (inputs: readonly Value[], first: number): DeviceValue =>
  numbers(inputs[first], inputs[first + 1], inputs[first + 2]);

/**
 * An operator whose inputs and output are numbers of few bits: each input with its scale and zero point, then scale and zero point of the output.
 *
 * @param operator what it does with the numbers that they stand for
 * @param count how many inputs it has
 */
const linear =
  (operator: Operator, count = 1): Operator =>
  (node) => {
    if (node.int('channels_last', 0) === 1) throw new Unsupported('with channels last');
    const evaluate = operator(node.withoutConstants);
    return (inputs) => {
      const factors = Array.from({ length: count }, (_, index) => numbersAt(inputs, 3 * index));
      const y = onDevice(evaluate(factors) as Value);
      return requantized(node, y, inputs[3 * count], inputs[3 * count + 1], 3 * count + 1);
    };
  };

/** `QLinearSoftmax`, which names the version of `Softmax` that it stands for. */
const softmax: Operator = (node) => competitions.Softmax(node.ofVersion(node.int('opset', 13)));

/** `QLinearConcat`: scale and zero point of the output, then the inputs. */
const qLinearConcat: Operator = (node) => {
  const join = concat(node);
  return ([scale, zero, ...inputs]) => {
    const parts = inputs.flatMap((_, index) => (index % 3 === 0 ? [numbersAt(inputs, index)] : []));
    return requantized(node, onDevice(join(parts) as Value), scale, zero, 1);
  };
};

/** `QLinearWhere`. */
const qLinearWhere: Operator =
  (node) =>
  ([condition, ...inputs]) => {
    const [a, b] = [numbersAt(inputs, 0), numbersAt(inputs, 3)];
    const chosen = new DeviceValue(where(condition.tensor, a.tensor, b.tensor));
    return requantized(node, chosen, inputs[6], inputs[7], 8);
  };

/** `QGemm`: its bias is in units of the product of both scales; without a scale of the output, that is no number of few bits. */
const qGemm: Operator = (node) => {
  const multiply = gemm(node.withoutConstants);
  const columns = node.int('transB', 0) === 1 ? 0 : 1;
  const alpha = node.float('alpha', 1);
  return ([a, scaleA, zeroA, b, scaleB, zeroB, bias, scale, zero]) => {
    const factors = [numbers(a, scaleA, zeroA), numbers(b, scaleB, zeroB, columns)];
    const product = onDevice(multiply(factors) as Value);
    const unit = mul(mul(floats(scaleA), floats(scaleB)), alpha);
    const y = bias ? new DeviceValue(add(product.tensor, mul(floats(bias), unit))) : product;
    return scale ? requantized(node, y, scale, zero, 8) : y;
  };
};

/** com.microsoft's operators on numbers of few bits that stand for standard ones. */
export const linearOperators: Readonly<Record<string, Operator>> = {
  QGemm: qGemm,
  QLinearAdd: linear(arithmetic.Add, 2),
  QLinearAveragePool: linear(averagePool),
  QLinearConcat: qLinearConcat,
  QLinearGlobalAveragePool: linear(globalAveragePool),
  QLinearLeakyRelu: linear(activations.LeakyRelu),
  QLinearMul: linear(arithmetic.Mul, 2),
  QLinearSigmoid: linear(activations.Sigmoid),
  QLinearSoftmax: linear(softmax),
  QLinearWhere: qLinearWhere,
};
