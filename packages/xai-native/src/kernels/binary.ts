import { int } from 'onnx-format';
import type { Graph } from '../graph/graph';
import {
  anything,
  hull,
  monotonicInBoth,
  nonNegative,
  onlyNumber,
  productRange,
  type Range,
  unit,
} from '../graph/range';
import { producer, type Value } from '../graph/value';
import { shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { both, equal, greater, greaterEqual, less, lessEqual, not, sameOrder } from './comparisons';
import { broadcastShape, cast, elementwise, number, type Operation } from './elementwise';

const kernel = (operation: Operation) =>
  translation(({ inputs: { a, b }, graph }: KernelCall<unknown>) => operation(graph, a, b));

function simple(op: string, rangeOf: (a: Range, b: Range) => Range): Operation {
  return (graph, a, b) => {
    const { type } = a.value;
    return elementwise(graph, { op, type, range: rangeOf(a.value.range, b.value.range) }, [a, b]);
  };
}

const add = simple(
  'Add',
  monotonicInBoth((a, b) => a + b),
);
const subtract = simple('Sub', ([minA, maxA], [minB, maxB]) => hull(minA - maxB, maxA - minB));
const multiply: Operation = (graph, a, b) => {
  const range = a.value === b.value ? nonNegative : productRange(a.value.range, b.value.range);
  return elementwise(graph, { op: 'Mul', type: a.value.type, range }, [a, b]);
};

/** Quotients by what is above zero lie between those of the ends; others have a sign at best. */
function quotientRange([minA, maxA]: Range, [minB, maxB]: Range): Range {
  if (minB > 0) {
    const ends = [minA, maxA].flatMap((a) => [a / minB, a / maxB]);
    return hull(...ends.map((end) => (Number.isNaN(end) ? 0 : end))); // infinity by infinity: between zero and the other end
  }
  return minA >= 0 && minB >= 0 && maxB > 0 ? nonNegative : anything;
}

/** The operand, where the other one changes neither its elements nor its shape. */
function unchanged(kept: View, other: View, neutral: number): View | undefined {
  if (onlyNumber(other.value.range) !== neutral || kept.value.type !== other.value.type) return undefined;
  const shape = shapeOf(kept);
  return String(broadcastShape([shape, shapeOf(other)])) === String(shape) ? kept : undefined;
}

/** The truth value that a view of zeros and ones was made of. */
function truthOf(view: View): View | undefined {
  const [truth] = producer(view.value, 'Cast')?.inputs ?? [];
  return truth?.type === 'bool' ? { value: truth, order: view.order } : undefined;
}

function asMask(graph: Graph, truth: View): View {
  return cast(graph, truth, 'float32');
}

/** A product; masks of zeros and ones are joined as truth values. */
export function product(graph: Graph, a: View, b: View): View {
  const neutral = unchanged(a, b, 1) ?? unchanged(b, a, 1);
  if (neutral) return neutral;
  const [maskA, maskB] = [truthOf(a), truthOf(b)];
  if (maskA && maskB) return asMask(graph, both(graph, maskA, maskB));
  const mask = maskB ?? maskA;
  const other = maskB ? a : b;
  const masked = mask && sameOrder(other, mask) && producer(other.value, 'Mul');
  if (mask && masked && String(other.value.shape) === String(mask.value.shape)) {
    for (const [index, factor] of masked.inputs.entries()) {
      const former = truthOf({ value: factor as Value, order: other.order });
      if (!former || String(former.value.shape) !== String(mask.value.shape)) continue;
      const rest = { value: masked.inputs[1 - index] as Value, order: other.order };
      return multiply(graph, rest, asMask(graph, both(graph, former, mask)));
    }
  }
  return scaledChoice(graph, a, b) ?? scaledChoice(graph, b, a) ?? multiply(graph, a, b);
}

/** A choice between two numbers, times a number. */
function scaledChoice(graph: Graph, choice: View, factor: View): View | undefined {
  const [condition, yes, no] = producer(choice.value, 'Where')?.inputs ?? [];
  const numbers = [yes, no, factor.value].map((value) => value && onlyNumber(value.range));
  if (!condition || numbers.some((one) => one === undefined) || factor.value.shape.length > 0) return undefined;
  const [ifTrue, ifFalse, times] = numbers as number[];
  return choose(
    graph,
    { value: condition, order: choice.order },
    number(graph, ifTrue * times),
    number(graph, ifFalse * times),
  );
}

/** Whether a choice is that of zero where a dividend is zero, else of a quotient whose divisor cannot be zero: the quotient is zero there by itself. */
function isNeedlessGuard(condition: View, yes: View, no: View): boolean {
  const [dividend, divisor] = producer(no.value, 'Div')?.inputs ?? [];
  if (!dividend || !divisor || onlyNumber(yes.value.range) !== 0 || !sameOrder(condition, no)) return false;
  const [min, max] = divisor.range;
  const compared = producer(condition.value, 'Equal')?.inputs ?? [];
  const isOfDividend = compared.includes(dividend) && compared.some((value) => value && onlyNumber(value.range) === 0);
  return isOfDividend && (min > 0 || max < 0) && String(dividend.shape) === String(no.value.shape);
}

/** The one where the condition holds, else the other. */
export function choose(graph: Graph, condition: View, yes: View, no: View): View {
  if (isNeedlessGuard(condition, yes, no)) return no;
  const range = hull(...yes.value.range, ...no.value.range);
  return elementwise(graph, { op: 'Where', type: yes.value.type, range }, [condition, yes, no]);
}

function difference(graph: Graph, a: View, b: View): View {
  const truth = onlyNumber(a.value.range) === 1 && a.value.shape.length === 0 ? truthOf(b) : undefined;
  if (truth) {
    const [inner] = producer(truth.value, 'Not')?.inputs ?? [];
    return asMask(graph, inner ? { value: inner, order: truth.order } : not(graph, truth));
  }
  return unchanged(a, b, 0) ?? subtract(graph, a, b);
}

const floorDivide: Operation = (graph, a, b) => {
  const [left, right] = [cast(graph, a, 'float32'), cast(graph, b, 'float32')];
  const quotient = elementwise(graph, { op: 'Div', type: 'float32' }, [left, right]);
  return cast(graph, elementwise(graph, { op: 'Floor', type: 'float32' }, [quotient]), 'int32');
};

/** The remainder with the sign of the divisor. */
const remainder: Operation = (graph, a, b) => {
  const { type } = a.value;
  const rest = elementwise(graph, { op: 'Mod', type, attributes: { fmod: int(1) } }, [a, b]);
  const isOpposite = less(graph, multiply(graph, rest, b), number(graph, 0, type));
  return choose(graph, isOpposite, elementwise(graph, { op: 'Add', type }, [rest, b]), rest);
};

/** The angle of (b, a): that of the quotient, turned by pi to the left of the origin. */
const angle: Operation = (graph, a, b) => {
  const zero = number(graph, 0);
  const quotient = elementwise(graph, { op: 'Div', type: 'float32' }, [a, b]);
  const base = elementwise(graph, { op: 'Atan', type: 'float32' }, [quotient]);
  const turn = choose(graph, greaterEqual(graph, a, zero), number(graph, Math.PI), number(graph, -Math.PI));
  const turned = choose(
    graph,
    less(graph, b, zero),
    elementwise(graph, { op: 'Add', type: 'float32' }, [base, turn]),
    base,
  );
  return choose(graph, both(graph, equal(graph, a, zero), equal(graph, b, zero)), zero, turned);
};

/** What was negated, maybe times a number since. */
function negated(graph: Graph, { value, order }: View): View | undefined {
  const [positive] = producer(value, 'Neg')?.inputs ?? [];
  if (positive) return { value: positive, order };
  const factors = producer(value, 'Mul')?.inputs ?? [];
  for (const [index, factor] of factors.entries()) {
    const [inner] = (factor && producer(factor, 'Neg')?.inputs) ?? [];
    const times = factors[1 - index];
    if (!inner || !times || onlyNumber(times.range) === undefined) continue;
    const { shape, type } = value;
    return { value: graph.one('Mul', [inner, times], { shape, type, range: anything }), order };
  }
  return undefined;
}

/** A sum; zeros are left out, and what was negated is subtracted. */
export const sumOf: Operation = (graph, a, b) => {
  const same = unchanged(a, b, 0) ?? unchanged(b, a, 0);
  if (same) return same;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    const subtrahend = negated(graph, other);
    if (subtrahend) return subtract(graph, one, subtrahend);
  }
  return add(graph, a, b);
};

/** Functions of two tensors, element by element. */
export const binaryKernels: KernelTable = {
  Add: kernel(sumOf),
  AddN: translation(({ inputs, graph }) => Object.values(inputs).reduce((total, one) => sumOf(graph, total, one))),
  Atan2: kernel(angle),
  Equal: kernel(equal),
  FloorDiv: kernel(floorDivide),
  Greater: kernel(greater),
  GreaterEqual: kernel(greaterEqual),
  Less: kernel(less),
  LessEqual: kernel(lessEqual),
  LogicalAnd: kernel(both),
  LogicalOr: kernel((graph, a, b) => elementwise(graph, { op: 'Or', type: 'bool', range: unit }, [a, b])),
  Maximum: kernel(simple('Max', monotonicInBoth(Math.max))),
  Minimum: kernel(simple('Min', monotonicInBoth(Math.min))),
  Mod: kernel(remainder),
  Multiply: kernel(product),
  NotEqual: kernel((graph, a, b) => not(graph, equal(graph, a, b))),
  Pow: kernel(simple('Pow', () => anything)),
  RealDiv: kernel((graph, a, b) => unchanged(a, b, 1) ?? simple('Div', quotientRange)(graph, a, b)),
  Select: translation(({ inputs: { condition, t, e }, graph }) => choose(graph, condition, t, e)),
  SquaredDifference: kernel((graph, a, b) => {
    const distance = subtract(graph, a, b);
    return multiply(graph, distance, distance);
  }),
  Sub: kernel(difference),
};
