import { add, mul, neg, reciprocal, rsqrt, sub } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import { scaling } from '../operations/scaling';
import { combined, constant, mapped, type Parameter } from './parameter';
import type { Product } from './product';
import { liveBesideConstant, type Uses } from './uses';

/** scale * x + shift with constants: a batch normalization in inference, in whatever operations it is spelt. */
export interface Scaling {
  readonly operations: readonly RecordedOperation[];
  readonly input: RecordedValue;
  readonly output: RecordedValue;
  readonly scale: Parameter;
  readonly shift: Parameter;
}

/** The scaling and shifting that begins with an operation, if one does. */
export function scalingFrom(operation: RecordedOperation, uses: Uses): Scaling | undefined {
  if (operation.kernel === 'FusedBatchNorm') return normalizationOf(operation);
  const scale = scaleOf(operation);
  const [scaled] = operation.outputs;
  const adding = scale && uses.onlyUserOf(scaled);
  const shift = adding && shiftOf(adding, scaled);
  if (!shift) return undefined;
  return {
    operations: [operation, adding],
    input: scale.input,
    output: adding.outputs[0],
    scale: scale.scale,
    shift,
  };
}

/** The scaling and shifting that ends with an operation, if one does. */
export function scalingUntil(operation: RecordedOperation, uses: Uses): Scaling | undefined {
  const [before] = Object.values(operation.inputs).filter(({ isLive }) => isLive);
  const first = operation.kernel === 'FusedBatchNorm' ? operation : uses.makerOf(before);
  const found = first && scalingFrom(first, uses);
  return found?.output === operation.outputs[0] ? found : undefined;
}

/** What an operation adds to a value, if it adds a constant. */
export function shiftOf(adding: RecordedOperation, to: RecordedValue): Parameter | undefined {
  const names = liveBesideConstant(adding);
  if (!names || adding.inputs[names.live] !== to) return undefined;
  if (String(to.tensor.shape) !== String(adding.outputs[0].tensor.shape)) return undefined;
  const added = constant(adding.inputs[names.constant]);
  if (adding.kernel === 'Add') return added;
  return adding.kernel === 'Sub' && names.live === 'a' ? mapped(added, neg) : undefined;
}

function scaleOf(operation: RecordedOperation): { input: RecordedValue; scale: Parameter } | undefined {
  const names = liveBesideConstant(operation);
  const [output] = operation.outputs;
  if (!names || String(operation.inputs[names.live].tensor.shape) !== String(output.tensor.shape)) return undefined;
  const input = operation.inputs[names.live];
  const scale = constant(operation.inputs[names.constant]);
  if (operation.kernel === 'Multiply') return { input, scale };
  return operation.kernel === 'RealDiv' && names.live === 'a' ? { input, scale: mapped(scale, reciprocal) } : undefined;
}

/** `tf.batchNorm` whose statistics are constants. */
function normalizationOf(operation: RecordedOperation): Scaling | undefined {
  const { x, mean, variance, scale, offset } = operation.inputs;
  if ([mean, variance, scale, offset].some((input) => input?.isLive !== false)) return undefined;
  const epsilon = operation.attributes.varianceEpsilon as number;
  const deviation = mapped(constant(variance), (one) => rsqrt(add(one, epsilon)));
  const factor = combined(constant(scale), deviation, mul);
  return {
    operations: [operation],
    input: x,
    output: operation.outputs[0],
    scale: factor,
    shift: combined(constant(offset), combined(constant(mean), factor, mul), sub),
  };
}

/** A scaling as a layer of its own, where it cannot be folded into another. */
export function asProduct({ operations, input, output, scale, shift }: Scaling): Product {
  return { operations, input, output, operation: scaling, weight: scale, bias: shift, type: 'BatchNormalization' };
}
