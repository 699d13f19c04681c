import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { elementwiseFunctions, elementwiseLinear, movements, reductions } from './kernels';

/** What is known of a live value from how it was computed. */
export interface Facts {
  /** The values that it is a function of, element by element, itself among them; in the order in which they were computed. */
  readonly functionOf: ReadonlySet<RecordedValue>;
  /** Whether it comes from sums or means, element by element: a statistic, such as the variance of a normalization. */
  readonly isStatistic: boolean;
  /** The value whose elements it sums up, maybe with a constant added, such as the denominator of a softmax. */
  readonly sumOf?: RecordedValue;
}

/** The live inputs of an operation, each once. */
export function liveInputs({ inputs }: RecordedOperation): RecordedValue[] {
  return [...new Set(Object.values(inputs).filter(({ isLive }) => isLive))];
}

/** The facts of every live value of a recording. */
export function collectFacts({ inputs, operations }: Recording): Map<RecordedValue, Facts> {
  const facts = new Map<RecordedValue, Facts>();
  for (const input of inputs) facts.set(input, { functionOf: new Set([input]), isStatistic: false });
  for (const operation of operations) {
    for (const output of operation.outputs) if (output.isLive) facts.set(output, factsOf(operation, output, facts));
  }
  return facts;
}

function factsOf(operation: RecordedOperation, output: RecordedValue, facts: ReadonlyMap<RecordedValue, Facts>): Facts {
  const live = liveInputs(operation);
  const known = live.map((value) => facts.get(value) as Facts);
  const { kernel } = operation;
  const isElementwise = elementwiseKernels.has(kernel);
  const inPlace = isElementwise && live.every(({ tensor }) => String(tensor.shape) === String(output.tensor.shape));
  const isStatistic =
    reductions.has(kernel) || ((isElementwise || movements.has(kernel)) && known.every((fact) => fact.isStatistic));
  return {
    functionOf: new Set([...(inPlace ? common(known.map(({ functionOf }) => functionOf)) : []), output]),
    isStatistic,
    sumOf: kernel === 'Sum' ? live[0] : keepsSum(kernel) && live.length === 1 ? known[0].sumOf : undefined,
  };
}

const elementwiseKernels = new Set([
  ...elementwiseFunctions,
  ...elementwiseLinear,
  'Maximum',
  'Minimum',
  'Multiply',
  'RealDiv',
  'Select',
]);

/** Whether a sum is still known as one after the operation: moved, with a small constant added, or as a divisor. */
function keepsSum(kernel: string): boolean {
  return movements.has(kernel) || ['Add', 'Cast', 'Identity', 'Maximum', 'RealDiv', 'Reciprocal'].includes(kernel);
}

/** What all of the sets have in common. */
export function common<T>(sets: readonly ReadonlySet<T>[]): T[] {
  const [first, ...others] = sets;
  return first ? [...first].filter((item) => others.every((set) => set.has(item))) : [];
}
