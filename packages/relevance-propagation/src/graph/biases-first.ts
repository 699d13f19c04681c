import { add } from '@tensorflow/tfjs-core';
import { type RecordedOperation, type RecordedValue, type Recording, replayGradients } from 'tfjs-gradients';
import { productOf } from './product';
import { liveBesideConstant, Uses } from './uses';

/**
 * A recorded model in which a bias is added to the product that it belongs to, where an optimizer has fused it with what comes behind: (x W + y) + b becomes
 * (x W + b) + y, so that rules divide by the same values in both. The values are new tensors, which belong to the caller.
 */
export function biasesFirst(recording: Recording): Recording {
  const uses = new Uses(recording);
  const replaced = new Map<RecordedOperation, RecordedOperation[]>();
  for (const operation of recording.operations) {
    const late = lateBiasOf(operation, uses);
    if (!late) continue;
    replaced.set(late.joining, []);
    replaced.set(operation, reordered(operation, late));
  }
  if (replaced.size === 0) return recording;
  const operations = recording.operations.flatMap((operation) => replaced.get(operation) ?? [operation]);
  return { ...recording, operations, dispose: () => recording.dispose() };
}

/** A bias that is added to the sum of a product and something else. */
interface LateBias {
  readonly joining: RecordedOperation;
  readonly product: RecordedValue;
  readonly other: RecordedValue;
  readonly bias: RecordedValue;
}

function lateBiasOf(adding: RecordedOperation, uses: Uses): LateBias | undefined {
  const names = adding.kernel === 'Add' ? liveBesideConstant(adding) : undefined;
  if (!names) return undefined;
  const [sum, bias] = [adding.inputs[names.live], adding.inputs[names.constant]];
  const joining = uses.makerOf(sum);
  if (joining?.kernel !== 'Add' || uses.onlyUserOf(sum) !== adding || bias.tensor.rank > 1) return undefined;
  const branches = Object.values(joining.inputs);
  const isBare = (value: RecordedValue) => {
    const maker = uses.makerOf(value);
    const isAlone = uses.onlyUserOf(value) === joining && String(value.tensor.shape) === String(sum.tensor.shape);
    return isAlone && maker !== undefined && isProduct(maker, uses);
  };
  const [product, ...more] = branches.filter(isBare);
  const other = branches.find((value) => value !== product);
  if (!product || more.length > 0 || !other?.isLive) return undefined;
  return { joining, product, other, bias };
}

/** Whether an operation is a product without a bias, maybe brought into another shape. */
function isProduct(operation: RecordedOperation, uses: Uses): boolean {
  if (operation.kernel === 'Reshape') {
    const maker = uses.makerOf(operation.inputs.x);
    return maker !== undefined && isProduct(maker, uses);
  }
  const product = productOf(operation);
  return product !== undefined && product.bias === undefined;
}

function reordered(adding: RecordedOperation, { product, other, bias }: LateBias): RecordedOperation[] {
  const biased: RecordedValue = { tensor: add(product.tensor, bias.tensor), isLive: true, names: new Map() };
  return [sumOf(adding, product, bias, [biased]), sumOf(adding, biased, other, adding.outputs)];
}

function sumOf(
  { kernel, attributes }: RecordedOperation,
  a: RecordedValue,
  b: RecordedValue,
  outputs: readonly RecordedValue[],
): RecordedOperation {
  const operation: RecordedOperation = {
    kernel,
    attributes,
    inputs: { a, b },
    outputs,
    gradients: ([cotangent]) =>
      cotangent ? replayGradients(operation, { a: a.tensor, b: b.tensor }, [cotangent]) : {},
  };
  return operation;
}
