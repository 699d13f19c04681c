import {
  BatchMatMul,
  Conv2D,
  DepthwiseConv2dNative,
  engine,
  getGradient,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { MissingGradientError } from '../errors';
import type { RecordedOperation } from './recording';

/** Tensors by the names that an operation has for its inputs. */
export type OperationInputs = Readonly<Record<string, Tensor>>;

/**
 * What a recorded operation computes from other inputs. A fused operation is its product alone, without its bias.
 *
 * @param inputs by the names that the operation has for them
 * @returns its outputs
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { record, replay } from 'tfjs-gradients';
 * const recording = record((x) => tf.sum(x, 1), [tf.tensor2d([[1, 2]])]);
 * const [sum] = replay(recording.operations[0], { x: tf.tensor2d([[3, 4], [5, 6]]) });
 * Array.from(sum.dataSync()); // => [7, 11]
 * recording.dispose();
 * ```
 */
export function replay(operation: RecordedOperation, inputs: OperationInputs): Tensor[] {
  const { kernel, named, attributes } = bare(operation, inputs);
  return [engine().runKernel<Tensor | Tensor[]>(kernel, listed(named), attributes)].flat();
}

/**
 * The gradients of the inputs of a recorded operation at other inputs, each computed when it is asked for. A fused operation is its product alone, see {@link replay}.
 *
 * @param inputs by the names that the operation has for them
 * @param cotangents those of the outputs
 * @param outputs what the operation computes from these inputs, for gradients that need it; the recorded outputs by default
 * @throws MissingGradientError when the operation has no gradient
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { record, replayGradients } from 'tfjs-gradients';
 * const recording = record((x) => tf.matMul(x, tf.tensor2d([[2], [3]])), [tf.tensor2d([[1, 1]])]);
 * const [product] = recording.operations;
 * const other = { a: tf.tensor2d([[1, 1]]), b: tf.tensor2d([[5], [7]]) };
 * Array.from(replayGradients(product, other, [tf.tensor2d([[1]])]).a().dataSync()); // => [5, 7]
 * recording.dispose();
 * ```
 */
export function replayGradients(
  operation: RecordedOperation,
  inputs: OperationInputs,
  cotangents: readonly Tensor[],
  outputs: readonly Tensor[] = operation.outputs.map(({ tensor }) => tensor),
): Readonly<Record<string, () => Tensor>> {
  const { kernel, named, attributes, names } = bare(operation, inputs);
  const config = getGradient(kernel);
  if (!config) throw new MissingGradientError(operation.kernel);
  const { inputsToSave = [], outputsToSave = [], saveAllInputs } = config;
  const saved = [
    ...(saveAllInputs ? Object.values(named) : inputsToSave.map((name) => named[name])),
    ...outputs.filter((_, index) => outputsToSave[index]),
  ];
  const given = cotangents.length > 1 ? [...cotangents] : cotangents[0];
  const gradients = config.gradFunc(given as Tensor, saved, attributes) as Record<string, () => Tensor>;
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [names[name] ?? name, gradient]));
}

/** Inputs in the form that kernels take: those of a list of tensors, such as a concatenation, as a list. */
function listed(inputs: OperationInputs): NamedTensorMap {
  const isList = Object.keys(inputs).every((name, index) => name === String(index));
  return (isList ? Object.values(inputs) : inputs) as NamedTensorMap;
}

/** The products that fused operations are, and the names of their factors. */
const products: Readonly<Record<string, { kernel: string; factors: readonly string[] }>> = {
  fusedConv2d__op: { kernel: Conv2D, factors: ['x', 'filter'] },
  fusedDepthwiseConv2d__op: {
    kernel: DepthwiseConv2dNative,
    factors: ['x', 'filter'],
  },
  fusedMatMul__op: { kernel: BatchMatMul, factors: ['a', 'b'] },
};

/** An operation as a kernel that can be run: by which names it takes the inputs, and has them back. */
function bare({ kernel, attributes }: RecordedOperation, inputs: OperationInputs) {
  const product = products[kernel];
  if (!product) return { kernel, named: inputs, attributes, names: {} as Record<string, string> };
  const { factors } = product;
  return {
    kernel: product.kernel,
    named: Object.fromEntries(factors.map((name, index) => [name, inputs[index]])) as OperationInputs,
    attributes,
    names: Object.fromEntries(factors.map((name, index) => [name, String(index)])) as Record<string, string>,
  };
}
