import { float, floats, string } from 'onnx-format';
import type { Graph } from '../graph/graph';
import type { Value } from '../graph/value';
import { ofSingleCells } from './single-cells';

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

/** The number in float32 before a positive one. */
export function previous(number: number): number {
  const exact = Math.fround(number);
  return exact - distance(exact - distance(exact) / 2);
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

/**
 * 1 where numbers in blocks, none of which is negative, are above zero and at most a bound, else 0: a step, and a convolution of single cells that subtracts `x / scale` from
 * it. By a power of two above the bound that is exact around the bound: more is left up to it than behind it, or of the zeros of the step.
 */
export function isWithin(graph: Graph, x: Value, bound: number): Value {
  const { shape } = x;
  const scale = 2 ** (Math.floor(Math.log2(Math.fround(bound))) + 1);
  const kernel = graph.fill(-1 / scale, [shape[1], 1, 1, 1], 'float32');
  const { slope, offset } = isAtMost(bound); // of x, which is `scale * (1 - what is left)`
  const ramp = {
    activation: string('HardSigmoid'),
    activation_params: floats([-slope * scale, offset + slope * scale]),
  };
  const summand = hardSigmoid(graph, x, isPositive);
  return ofSingleCells(graph, { image: x, kernel, summand }, { shape, type: 'float32', range: [0, 1] }, ramp);
}
