import { type Axis, stepsOf } from '../known/arrange';
import { elementsOf, type Strided, whole } from '../known/strided';
import type { CellAxis } from './cell-axis';

/** Which axes of a kernel are its outputs and inputs: `[out, in, height, width]`, or the other way round in a transposed convolution. */
export type Direction = 'forward' | 'transposed';

/** The shape of a kernel that computes several cells at once, of an input in phases or not: `[cells down * cells right * out, phases down * phases right * in, taps down, taps right]`. */
export function gatheredShape(shape: readonly number[], [y, x]: readonly CellAxis[], direction: Direction): number[] {
  const [out, into] = direction === 'forward' ? shape : [shape[1], shape[0]];
  return [y.cells * x.cells * out, y.phases * x.phases * into, y.taps, x.taps];
}

/** A kernel of one cell as one of several, with zeros where a tap does not weigh in. */
export function gatheredKernel(kernel: Strided, axes: readonly CellAxis[], direction: Direction): Strided {
  const ofOneCell = axes.every(({ cells, phases }) => cells === 1 && phases === 1);
  const shape = kernel.axes.map(({ length }) => length);
  return (
    (ofOneCell ? everySoManieth(kernel, axes, direction) : undefined) ??
    whole(withZeros(elementsOf(kernel), shape, axes, direction), gatheredShape(shape, axes, direction))
  );
}

/** The elements of the kernel of one cell where they are, if they lie regularly. */
function everySoManieth(
  { axes: [first, second, ...space], first: start, ...elements }: Strided,
  axes: readonly CellAxis[],
  direction: Direction,
): Strided | undefined {
  const [out, into] = direction === 'forward' ? [first, second] : [second, first];
  let from = start;
  const taken: Axis[] = [];
  for (const [index, { taps, source }] of axes.entries()) {
    const { length, step, factorStep = 0 } = space[index];
    const places = Array.from({ length: taps }, (_, tap) => source(0, tap, 0));
    const [place, next = place] = places;
    const isRegular = places.every((one, tap) => one === place + tap * (next - place) && one >= 0 && one < length);
    if (!isRegular || taps === 0 || factorStep !== 0) return undefined;
    from += place * step;
    taken.push({ length: taps, step: (next - place) * step });
  }
  return { ...elements, first: from, axes: [out, into, ...taken] };
}

function withZeros(
  kernel: Float32Array,
  shape: readonly number[],
  axes: readonly CellAxis[],
  direction: Direction,
): Float32Array {
  const [y, x] = axes;
  const full = gatheredShape(shape, axes, direction);
  const result = new Float32Array(full.reduce((size, length) => size * length, 1));
  const [first, second] = stepsOf(shape);
  const [outStep, inStep] = direction === 'forward' ? [first, second] : [second, first];
  const [, , height, width] = shape;
  const outputs = full[0] / (y.cells * x.cells);
  const inputs = full[1] / (y.phases * x.phases);
  const area = y.taps * x.taps;
  const phases = Array.from({ length: y.phases * x.phases }, (_, phase) => phase);
  for (let down = 0; down < y.cells; down++)
    for (let right = 0; right < x.cells; right++)
      for (let tap = 0; tap < area; tap++)
        for (const phase of phases) {
          const row = y.source(down, Math.floor(tap / x.taps), Math.floor(phase / x.phases));
          const column = x.source(right, tap % x.taps, phase % x.phases);
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          const place = row * width + column;
          for (let out = 0; out < outputs; out++) {
            let to = (((down * x.cells + right) * outputs + out) * full[1] + phase * inputs) * area + tap;
            for (let into = 0, from = out * outStep + place; into < inputs; into++, from += inStep, to += area)
              result[to] = kernel[from];
          }
        }
  return result;
}
