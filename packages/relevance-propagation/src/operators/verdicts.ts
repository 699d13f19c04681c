import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { collectFacts, common, type Facts, liveInputs } from './facts';
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

/**
 * What an operation is for relevance, whatever an exporter calls it:
 *
 * - `linear`: in its live values, such as sums, movements and products with constants;
 * - `selection`: passes on one of several elements;
 * - `activation`: a function f of a value x, element by element, be it spelt in one operation or in many; `of` is x. Where it is spelt as a product with x,
 *   or with a multiple of x, f(x) / x is the product of the values in `quotient`;
 * - `statistic`: a normalization; the inputs named in `held` are its statistics;
 * - `bilinear`: a product of two live values, such as queries with keys, or a value with its gate;
 * - `softmax`: along an axis, also where it is spelt out;
 * - `unknown`: none of these.
 */
export type Verdict =
  | { readonly kind: 'linear' | 'selection' | 'softmax' | 'unknown' }
  | { readonly kind: 'activation'; readonly of: RecordedValue; readonly quotient?: readonly RecordedValue[] }
  | { readonly kind: 'statistic'; readonly held: readonly string[] }
  | { readonly kind: 'bilinear'; readonly gates: readonly RecordedValue[] };

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

/** Exponentials over their own sum. */
function isSoftmax(
  { kernel, inputs }: RecordedOperation,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): boolean {
  const pairs =
    kernel === 'RealDiv'
      ? [['a', 'b']]
      : [
          ['a', 'b'],
          ['b', 'a'],
        ];
  return pairs.some(([a, b]) => {
    const sumOf = facts.get(inputs[b])?.sumOf;
    return sumOf !== undefined && sumOf === inputs[a] && exponentialsIn(sumOf, facts, makers).length > 0;
  });
}

function exponentialsOf(
  { inputs }: RecordedOperation,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): RecordedOperation[] {
  return Object.values(inputs).flatMap((value) => exponentialsIn(value, facts, makers));
}

/** The operations that made a value by exponentials, element by element. */
function exponentialsIn(
  value: RecordedValue,
  facts: ReadonlyMap<RecordedValue, Facts>,
  makers: ReadonlyMap<RecordedValue, RecordedOperation>,
): RecordedOperation[] {
  return [...(facts.get(value)?.functionOf ?? [])]
    .map((part) => makers.get(part))
    .filter((maker) => maker?.kernel === 'Exp') as RecordedOperation[];
}

/** Activations by which gates are bounded, beside sigmoid: the hard sigmoid, as exporters spell it. */
const bounded = new Set(['ClipByValue', 'Minimum', 'Relu6']);

/** Whether a value has no more places than what it is multiplied with, over which it is spread then. */
function isSpread({ tensor }: RecordedValue, live: readonly RecordedValue[]): boolean {
  return live.every((other) => other.tensor.size >= tensor.size);
}

/** Knows which values come out of activations, element by element or moved: factors that open and close what they are multiplied with. */
class Gates {
  private readonly kernels = new Map<RecordedValue, string>(); // of the activation

  follow(operation: RecordedOperation, verdict: Verdict): void {
    const kernel = this.startedBy(operation, verdict) ?? this.passedOn(operation);
    if (kernel) for (const output of operation.outputs) this.kernels.set(output, kernel);
  }

  /**
   * A product of two live values. What comes out of softmax or a sigmoid is a gate; where none does, what comes out of another activation gates what
   * comes out of none; where both do, what lies between bounds gates what does not, as the hard sigmoid of a recurrent cell, and where both lie between
   * bounds, one value for each channel gates all of its places, as in squeeze-and-excite.
   */
  product(live: readonly RecordedValue[]): Verdict {
    const kernelOf = (value: RecordedValue) => this.kernels.get(value) ?? '';
    const candidates = [
      live.filter((value) => kernelOf(value) === 'Softmax' || kernelOf(value) === 'Sigmoid'),
      live.filter((value) => this.kernels.has(value)),
      live.filter((value) => bounded.has(kernelOf(value)) && isSpread(value, live)),
    ];
    const gates = candidates.find(({ length }) => length === 1) ?? [];
    return { kind: 'bilinear', gates: gates.length < live.length ? gates : [] };
  }

  private startedBy({ kernel }: RecordedOperation, verdict: Verdict): string | undefined {
    if (verdict.kind === 'softmax') return 'Softmax';
    return verdict.kind === 'activation' ? kernel : undefined;
  }

  private passedOn(operation: RecordedOperation): string | undefined {
    const { kernel } = operation;
    const live = liveInputs(operation);
    const passes =
      elementwiseLinear.has(kernel) || movements.has(kernel) || kernel === 'Multiply' || kernel === 'RealDiv';
    return passes && live.length === 1 ? this.kernels.get(live[0]) : undefined;
  }
}
