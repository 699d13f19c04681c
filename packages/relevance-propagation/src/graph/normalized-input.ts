import { add, broadcastTo, mul, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import { liveInputs } from '../operators/facts';
import { movedBack, movedBy } from './moving';
import type { Parameter } from './parameter';
import type { Product } from './product';
import { type Scaling, scalingUntil } from './scaling';
import type { Uses } from './uses';

/**
 * A product with the normalization of its input folded into it: W (scale x + shift) + b, as W' x + b'. A product that pads its input with zeros is left as
 * it is, as the shift would be missing there.
 */
export function withNormalizedInput(
  product: Product,
  uses: Uses,
  isTaken: (operation: RecordedOperation) => boolean,
): Product {
  const moving: RecordedOperation[] = [];
  let from = product.input;
  let maker = makerBefore(from, uses);
  while (maker && keepsChannels(maker)) {
    moving.unshift(maker);
    [from] = liveInputs(maker);
    maker = makerBefore(from, uses);
  }
  const scaling = maker && scalingUntil(maker, uses);
  if (!scaling || scaling.operations.some(isTaken) || isStandardized(scaling.input, uses)) return product;
  const perInput = perInputOf(product, scaling.scale, from.tensor);
  return perInput && !pads(product) ? folded(product, scaling, moving, perInput) : product;
}

/** What made a value that goes to one place only. */
function makerBefore(value: RecordedValue, uses: Uses): RecordedOperation | undefined {
  return uses.onlyUserOf(value) && uses.makerOf(value);
}

/** Whether a value has been divided by its own deviation: the scale of a layer normalization is no batch normalization. */
function isStandardized(value: RecordedValue, uses: Uses): boolean {
  const maker = uses.makerOf(value);
  return maker !== undefined && ['Multiply', 'RealDiv'].includes(maker.kernel) && liveInputs(maker).length > 1;
}

/** Whether an operation leaves each channel what it was: what brings places or axes of length 1 into another order of rows. */
function keepsChannels({ kernel, inputs, outputs }: RecordedOperation): boolean {
  if (kernel !== 'Reshape' && kernel !== 'ExpandDims' && kernel !== 'Identity' && kernel !== 'Cast') return false;
  const [from, to] = [Object.values(inputs)[0].tensor.shape, outputs[0].tensor.shape];
  const channels = from.at(-1) as number;
  return from[0] === to[0] && (to.at(-1) as number) % channels === 0;
}

function pads({ operations, type }: Product): boolean {
  const { pad } = operations[0].attributes;
  if (type === 'Dense') return false;
  return Array.isArray(pad) ? pad.flat().some((size) => size !== 0) : pad !== 'valid';
}

/** Brings the numbers of channels into a shape that they can be multiplied with the weight in; undefined, where they are none. */
function perInputOf(
  { operations: [{ kernel, attributes, inputs }], weight }: Product,
  { shape }: Parameter,
  normalized: Tensor,
): ((numbers: Tensor) => Tensor) | undefined {
  const channels = normalized.shape.at(-1) as number;
  const isPerChannel = shape.reduce((product, size) => product * size, 1) === channels && shape.at(-1) === channels;
  const isKnown = ['BatchMatMul', 'Conv2D', 'Conv3D', 'DepthwiseConv2dNative'].includes(kernel);
  if (!isPerChannel || !isKnown || attributes.transposeA || attributes.transposeB) return undefined;
  if (kernel === 'BatchMatMul' && inputs.b.isLive) return undefined;
  const inputsOf = weight.shape.at(-2) as number;
  if (inputsOf % channels !== 0) return undefined;
  return (numbers) => reshape(tile(reshape(numbers, [-1]), [inputsOf / channels]), [inputsOf, 1]);
}

function folded(
  product: Product,
  { operations, input, output, scale, shift }: Scaling,
  moving: readonly RecordedOperation[],
  perInput: (numbers: Tensor) => Tensor,
): Product {
  const { operation, weight, bias } = product;
  const { shape } = output.tensor;
  const constant = () => operation.forward(movedBy(moving, broadcastTo(shift.read(), shape)), weight.read());
  return {
    ...product,
    operations: [...operations, ...moving, ...product.operations],
    input,
    operation: {
      forward: (x, w) => operation.forward(movedBy(moving, x), w),
      transposed: (r, w) => movedBack(moving, operation.transposed(r, w, product.input.tensor.shape)),
    },
    weight: { shape: weight.shape, read: () => mul(weight.read(), perInput(scale.read())) },
    bias: {
      shape: product.output.tensor.shape,
      read: () => (bias ? add(constant(), bias.read()) : constant()),
    },
  };
}
