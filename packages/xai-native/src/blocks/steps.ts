import { float } from 'onnx-format';
import type { Graph } from '../graph/graph';
import type { Value } from '../graph/value';

/** A function of slope and offset that is cut off at 0 and 1: `max(0, min(1, slope * x + offset))`. */
export interface Ramp {
  readonly slope: number;
  readonly offset: number;
}

/** So steep that the smallest normal number is above 1. */
const steep = 3e38;

/** 1 where a number is above zero, else 0. */
export const isPositive: Ramp = { slope: steep, offset: 0 };

/** 1 where a number is below zero, else 0. */
export const isNegative: Ramp = { slope: -steep, offset: 0 };

/** The next number in float32 above a positive one. */
export function next(number: number): number {
  return Math.fround(number) + distance(number);
}

/** 1 where a number is at most a positive bound, else 0: from the bound to the next number in float32 the ramp falls from 1 to 0. */
export function isAtMost(bound: number): Ramp {
  const step = distance(bound);
  return { slope: -1 / step, offset: Math.fround(bound) / step + 1 };
}

/** How far from a positive number the next one in float32 is. */
function distance(number: number): number {
  return 2 ** (Math.floor(Math.log2(Math.fround(number))) - 23);
}

/** Applies a ramp: one operator, where a comparison and its truth values as numbers are two, and slower ones. */
export function hardSigmoid(graph: Graph, x: Value, { slope, offset }: Ramp): Value {
  const { shape } = x;
  const attributes = { alpha: float(slope), beta: float(offset) };
  return graph.one('HardSigmoid', [x], { shape, type: 'float32', range: [0, 1] }, attributes);
}
