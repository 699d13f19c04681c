import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { collectFacts, common, type Facts, liveInputs } from './facts';
import { Gates } from './gates';
import {
  bounds,
  elementwiseFunctions,
  elementwiseLinear,
  linearMaps,
  logSoftmaxes,
  movements,
  products,
  reductions,
  selections,
} from './kernels';
import { exponentialsOf, isSoftmax } from './spelt-softmax';
import type { Verdict } from './verdict';

const linear: Verdict = { kind: 'linear' };
const softmax: Verdict = { kind: 'softmax' };

/** The verdict of each operation of a recorded model. */
export function judge(recording: Recording): Map<RecordedOperation, Verdict> {
  const facts = collectFacts(recording);
  const verdicts = new Map<RecordedOperation, Verdict>();
  const makers = new Map<RecordedValue, RecordedOperation>();
  const gates = new Gates();
  for (const operation of recording.operations) {
    const verdict = judgeOne(operation, facts, gates, makers);
    verdicts.set(operation, verdict);
    for (const output of operation.outputs) makers.set(output, operation);
    if (verdict.kind === 'softmax' && operation.kernel !== 'Softmax') {
      for (const part of exponentialsOf(operation, facts, makers)) verdicts.set(part, linear); // it is differentiated as a whole
    }
    gates.follow(operation, verdict);
  }
  for (const [operation, verdict] of verdicts) verdicts.set(operation, gates.settled(operation, verdict));
  return verdicts;
}

function judgeOne(
  operation: RecordedOperation,
  facts: ReadonlyMap<RecordedValue, Facts>,
  gates: Gates,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): Verdict {
  const { kernel, inputs } = operation;
  const live = liveInputs(operation);
  const uses = Object.values(inputs).filter(({ isLive }) => isLive).length;
  if (kernel === 'Softmax') return softmax;
  if (logSoftmaxes.has(kernel)) return linear;
  if (kernel === 'LRN') return { kind: 'activation', of: live[0] };
  if (kernel === 'FusedBatchNorm') return normalization(inputs);
  if (kernel === 'RealDiv' || kernel === 'Multiply') {
    if (uses === 1 && !(kernel === 'RealDiv' && inputs.b.isLive)) return linear;
    if (isSoftmax(operation, facts, makers)) return softmax;
    const shared = common(live.map((value) => (facts.get(value) as Facts).functionOf));
    const nearest = shared.at(-1);
    if (nearest && isShapedAlike(nearest, operation)) {
      return { kind: 'activation', of: nearest, quotient: quotientOf(operation, nearest, makers) };
    }
    if (kernel === 'RealDiv') return { kind: 'statistic', held: ['b'] };
    const held = Object.keys(inputs).filter((name) => facts.get(inputs[name])?.isStatistic);
    return held.length === 1 ? { kind: 'statistic', held } : gates.product(live);
  }
  if (products.has(kernel)) return uses === 1 ? linear : gates.product(live);
  if (elementwiseFunctions.has(kernel)) return functionVerdict(operation, live, facts);
  if (bounds.has(kernel) && uses === 1) return functionVerdict(operation, live, facts); // a bound, as in ReLU6
  if (selections.has(kernel)) return { kind: 'selection' };
  const isLinear = [elementwiseLinear, movements, reductions, linearMaps].some((kernels) => kernels.has(kernel));
  return isLinear ? linear : { kind: 'unknown' };
}

/** A function of one live value; of two, such as a power, when both are functions of the same value. */
function functionVerdict(
  operation: RecordedOperation,
  live: readonly RecordedValue[],
  facts: ReadonlyMap<RecordedValue, Facts>,
): Verdict {
  if (live.length === 1 && isShapedAlike(live[0], operation)) return { kind: 'activation', of: live[0] };
  const nearest = common(live.map((value) => (facts.get(value) as Facts).functionOf)).at(-1);
  return nearest && isShapedAlike(nearest, operation) ? { kind: 'activation', of: nearest } : { kind: 'unknown' };
}

function isShapedAlike({ tensor }: RecordedValue, { outputs }: RecordedOperation): boolean {
  return String(tensor.shape) === String(outputs[0].tensor.shape);
}

/** What f(x) / x is the product of, constants first, where f is spelt as a product with x or with a multiple of x, as GELU is. */
function quotientOf(
  { kernel, inputs: { a, b } }: RecordedOperation,
  x: RecordedValue,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): readonly RecordedValue[] | undefined {
  if (kernel !== 'Multiply') return undefined;
  if (a === x || b === x) return [a === x ? b : a];
  for (const [multiple, other] of [
    [a, b],
    [b, a],
  ]) {
    const maker = makers.get(multiple);
    if (maker?.kernel !== 'Multiply' || !isShapedAlike(x, maker)) continue;
    const factors = Object.values(maker.inputs);
    const constant = factors.find(({ isLive }) => !isLive);
    if (constant && factors.includes(x)) return [constant, other];
  }
  return undefined;
}

/** A batch normalization whose statistics may be computed from the batch itself. */
function normalization(inputs: RecordedOperation['inputs']): Verdict {
  const held = ['variance'].filter((name) => inputs[name]?.isLive);
  return held.length > 0 ? { kind: 'statistic', held } : linear;
}
