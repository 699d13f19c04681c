import type { Graph } from '../graph/graph';
import { onlyNumber } from '../graph/range';
import { type Node, producer, type Value } from '../graph/value';
import { blockedOperator } from './domain';
import { hardSigmoid, isAtMost, isPositive, isWithin, previous } from './steps';

/** The most that an image can be where a truth value about it holds, if that is what it says. */
export function mostOf({ op, inputs: [a, b] }: Node): { of: Value; number: number } | undefined {
  if (!a || !b) return undefined;
  const [most, bound] = [onlyNumber(b.range), onlyNumber(a.range)];
  if (op === 'LessOrEqual' && most !== undefined) return { of: a, number: most };
  return op === 'Greater' && bound !== undefined && bound > 0 ? { of: b, number: previous(bound) } : undefined;
}

/**
 * Zeros and ones for truth values, where they can be computed without these.
 *
 * @param now what a value of the former graph is now
 */
export function numbersOf(graph: Graph, truth: Value, now: (value: Value) => Value): Value | undefined {
  const { origin, shape } = truth;
  if (origin.kind !== 'node') return undefined;
  const { op, inputs } = origin.node;
  const [a, b] = inputs as Value[];
  if (op === 'And') {
    const within = withinBounds(graph, a, b, now) ?? withinBounds(graph, b, a, now);
    if (within) return within;
    const [one, other] = [numbersOf(graph, a, now), numbersOf(graph, b, now)];
    return one && other && graph.one('Mul', [one, other], { shape, type: 'float32', range: [0, 1] });
  }
  const isAbove = op === 'Greater' && onlyNumber(b.range) === 0;
  const most = isAbove ? undefined : mostOf(origin.node);
  const image = isAbove ? a : most?.of;
  if (image?.type !== 'float32' || String(image.shape) !== String(shape)) return undefined;
  if (!most) return hardSigmoid(graph, now(image), isPositive);
  return most.number > 0 ? hardSigmoid(graph, now(image), isAtMost(most.number)) : undefined;
}

/** Whether what a convolution gives, cut off at zero, is above zero and at most a number. */
function withinBounds(graph: Graph, isAbove: Value, isBelow: Value, now: (value: Value) => Value): Value | undefined {
  const [x, zero] = producer(isAbove, 'Greater')?.inputs ?? [];
  const most = isBelow.origin.kind === 'node' ? mostOf(isBelow.origin.node) : undefined;
  if (!x || !zero || !most || onlyNumber(zero.range) !== 0) return undefined;
  const image = now(x);
  const { activation, activation_params } = producer(image, blockedOperator('Conv'))?.attributes ?? {};
  const [low] = activation?.value === 'Clip' ? (activation_params.value as readonly number[]) : [];
  const isOne = low === 0 && now(most.of) === image && most.number > 0;
  return isOne ? isWithin(graph, image, most.number) : undefined;
}
