import { add, mul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { groupedProductOf } from './grouped-product';
import { movedBack, movedBy } from './moving';
import { withNormalizedInput } from './normalized-input';
import { combined, mapped, type Parameter } from './parameter';
import { type Product, productOf } from './product';
import { asProduct, type Scaling, scalingFrom, shiftOf } from './scaling';
import { Uses } from './uses';

/**
 * The affine parts of a recorded model: each product with a constant, together with the bias that is added to it, and with a normalization behind it or
 * before it, which is folded into its weight.
 */
export function findAffine(recording: Recording): Product[] {
  const uses = new Uses(recording);
  const taken = new Set<RecordedOperation>();
  const found: Product[] = [];
  const take = (product: Product) => {
    for (const operation of product.operations) taken.add(operation);
    found.push(product);
  };
  const isTaken = (operation: RecordedOperation) => taken.has(operation);
  const { operations } = recording;
  for (const operation of operations) {
    const grouped = groupedProductOf(operation, uses);
    if (grouped) take(extended(grouped, uses));
  }
  for (const operation of operations) {
    const product = taken.has(operation) ? undefined : productOf(operation);
    if (product) take(extended(product, uses));
  }
  for (const [index, product] of found.entries()) {
    found[index] = withNormalizedInput(product, uses, isTaken);
    for (const operation of found[index].operations) taken.add(operation);
  }
  for (const operation of operations) {
    const scaled = taken.has(operation) ? undefined : scalingFrom(operation, uses);
    if (scaled && !scaled.operations.some((one) => taken.has(one))) take(asProduct(scaled));
  }
  return found;
}

/** Operations that only move what a product gives, between it and its bias. */
const carriers = new Set(['Identity', 'PadV2', 'Reshape', 'Slice', 'StridedSlice', 'Transpose']);

/** A product with the bias and the normalization that are found behind it. */
function extended(product: Product, uses: Uses): Product {
  let known = product;
  let moving: RecordedOperation[] = [];
  for (let next = uses.onlyUserOf(known.output); next; next = uses.onlyUserOf(last(known, moving))) {
    const from = last(known, moving);
    const shift = shiftOf(next, from);
    const scaling = shift ? undefined : scalingFrom(next, uses);
    if (shift && canAdd(known, moving, shift)) known = shifted(moved(known, moving), next, shift);
    else if (scaling && canScale(known, moving, scaling)) known = scaled(moved(known, moving), scaling);
    else if (carriers.has(next.kernel)) {
      moving.push(next);
      continue;
    } else break;
    moving = [];
  }
  return known;
}

function last({ output }: Product, moving: readonly RecordedOperation[]): RecordedValue {
  return moving.at(-1)?.outputs[0] ?? output;
}

/** A product and the movements of what it gives, as one. */
function moved(product: Product, moving: readonly RecordedOperation[]): Product {
  if (moving.length === 0) return product;
  const { operation, bias } = product;
  return {
    ...product,
    ...(bias && { bias: inOneAxis(bias) }),
    operations: [...product.operations, ...moving],
    output: moving[moving.length - 1].outputs[0],
    operation: {
      forward: (x, weight) => movedBy(moving, operation.forward(x, weight)),
      transposed: (r, weight, shape) => operation.transposed(movedBack(moving, r), weight, shape),
    },
  };
}

/** Numbers for each channel, which may be added whatever shape follows. */
function inOneAxis({ shape, read }: Parameter): Parameter {
  return { shape: shape.slice(-1), read: () => reshape(read(), shape.slice(-1)) };
}

function shifted(product: Product, adding: RecordedOperation, shift: Parameter): Product {
  const { bias, operations } = product;
  return {
    ...product,
    operations: [...operations, adding],
    output: adding.outputs[0],
    bias: bias ? combined(bias, shift, add) : shift,
  };
}

function scaled(product: Product, { operations, output, scale, shift }: Scaling): Product {
  const { weight, bias, perChannel = (numbers: Tensor) => numbers } = product;
  const onWeight = mapped(scale, (numbers) =>
    numbers.size === 1 ? reshape(numbers, []) : perChannel(reshape(numbers, [-1])),
  );
  return {
    ...product,
    operations: [...product.operations, ...operations],
    output,
    weight: { shape: weight.shape, read: () => mul(weight.read(), onWeight.read()) },
    bias: bias ? combined(combined(bias, scale, mul), shift, add) : shift,
  };
}

/** Whether what is added goes together with a bias before it, which must not have been moved. */
function canAdd({ bias }: Product, moving: readonly RecordedOperation[], shift: Parameter): boolean {
  return !bias || moving.length === 0 || ([bias, shift].every(isOfChannels) && moving.every(keepsChannels));
}

/** Whether a normalization has a number for each channel of the product, and the channels are still where they were. */
function canScale({ perChannel, bias }: Product, moving: readonly RecordedOperation[], scaling: Scaling): boolean {
  const { scale, output } = scaling;
  const size = scale.shape.reduce((product, length) => product * length, 1);
  const isForAll = size === 1;
  const isPerChannel = size === output.tensor.shape.at(-1) && scale.shape.at(-1) === size;
  if (bias && moving.length > 0 && !isOfChannels(bias)) return false;
  return isForAll || (perChannel !== undefined && isPerChannel && moving.every(keepsChannels));
}

/** Whether there is a number for each channel, maybe with axes of length 1 before it, as series have their biases. */
function isOfChannels({ shape }: Parameter): boolean {
  return shape.slice(0, -1).every((length) => length === 1);
}

function keepsChannels({ kernel, inputs, outputs }: RecordedOperation): boolean {
  const [from, to] = [Object.values(inputs)[0].tensor.shape, outputs[0].tensor.shape];
  return (kernel === 'Reshape' || kernel === 'Identity') && from[from.length - 1] === to[to.length - 1];
}
