import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { liveInputs } from '../operators/facts';
import { linearMaps, movements, reductions, selections } from '../operators/kernels';

/** Operations whose values are never negative. */
const nonNegative: ReadonlySet<string> = new Set([
  'Abs',
  'Exp',
  'Relu',
  'Relu6',
  'Sigmoid',
  'Softmax',
  'Softplus',
  'Sqrt',
  'Square',
  'SquaredDifference',
]);

/** The values of a recorded model that are known to have no negative element. */
export function findNonNegative({ operations }: Recording): Set<RecordedValue> {
  const found = new Set<RecordedValue>();
  for (const operation of operations) {
    if (isNonNegative(operation, found)) for (const output of operation.outputs) found.add(output);
  }
  return found;
}

function isNonNegative(operation: RecordedOperation, known: ReadonlySet<RecordedValue>): boolean {
  const { kernel, attributes, inputs } = operation;
  if (nonNegative.has(kernel)) return true;
  if (kernel === 'ClipByValue') return (attributes.clipValueMin as number) >= 0;
  const isKept = keepsSign.some((kernels) => kernels.has(kernel));
  if (!isKept || !liveInputs(operation).every((value) => known.has(value))) return false;
  if (kernel === 'PadV2') return (attributes.constantValue as number) >= 0;
  return movesOnly(operation) || Object.values(inputs).every(({ isLive }) => isLive);
}

const keepsSign = [movements, selections, reductions, linearMaps, new Set(['Add', 'AddN', 'Identity', 'Multiply'])];

/** Whether an operation without further live inputs has constants that only say how values are moved. */
function movesOnly({ kernel }: RecordedOperation): boolean {
  return ['GatherV2', 'GatherNd', 'Transpose', 'Reshape'].includes(kernel);
}
