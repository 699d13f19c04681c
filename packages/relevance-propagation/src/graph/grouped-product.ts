import { concat, split, type Tensor } from '@tensorflow/tfjs-core';
import { type RecordedOperation, replay } from 'tfjs-gradients';
import { type Product, productOf } from './product';
import type { Uses } from './uses';

/** A convolution in groups of channels, which is spelt as several beside each other: as one product, if the operation joins them. */
export function groupedProductOf(joining: RecordedOperation, uses: Uses): Product | undefined {
  if (joining.kernel !== 'Concat') return undefined;
  const parts = Object.values(joining.inputs);
  const products = parts.map((part) => {
    const maker = uses.makerOf(part);
    return maker && uses.onlyUserOf(part) === joining ? productOf(maker) : undefined;
  });
  const [first] = products;
  const splitting = first && uses.makerOf(first.input);
  if (products.length < 2 || splitting?.kernel !== 'SplitV') return undefined;
  const isGroup = (product: Product | undefined, index: number): product is Product =>
    product !== undefined &&
    !product.bias &&
    product.type === first?.type &&
    product.input === splitting.outputs[index];
  return products.length === splitting.outputs.length && products.every(isGroup)
    ? joined(splitting, products, joining)
    : undefined;
}

/** The product that splitting, multiplying and joining amount to. */
function joined(splitting: RecordedOperation, products: readonly Product[], joining: RecordedOperation): Product {
  const [first] = products;
  const last = first.weight.shape.length - 1;
  const cut = (weight: Tensor) => split(weight, products.length, last);
  return {
    operations: [splitting, ...products.flatMap(({ operations }) => operations), joining],
    input: splitting.inputs.x,
    output: joining.outputs[0],
    operation: {
      forward(x, weight) {
        const weights = cut(weight);
        const outputs = replay(splitting, { x }).map((part, index) =>
          products[index].operation.forward(part, weights[index]),
        );
        return replay(joining, Object.fromEntries(outputs.entries()))[0];
      },
      transposed(r, weight) {
        const weights = cut(weight);
        const ofParts = joining.gradients([r]);
        const ofInputs = products.map(({ operation, input }, index) =>
          operation.transposed(ofParts[index](), weights[index], input.tensor.shape),
        );
        return splitting.gradients(ofInputs).x();
      },
    },
    weight: {
      shape: first.weight.shape.with(last, first.weight.shape[last] * products.length),
      read: () =>
        concat(
          products.map(({ weight }) => weight.read()),
          last,
        ),
    },
    type: first.type,
    perChannel: first.type === 'Conv2DTranspose' ? undefined : first.perChannel,
  };
}
