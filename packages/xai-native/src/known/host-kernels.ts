import { sizeOf } from '../graph/size-of';
import type { Value } from '../graph/value';

/** Computes a kernel of TensorFlow.js on the elements of known values. */
export type HostKernel = (inputs: readonly Float32Array[]) => Float32Array;

/**
 * Kernels that move elements or compute each by itself, in plain arrays: on the cpu backend they take ten to a hundred times as long, which counts where kernels of
 * convolutions are mirrored and cut into the blocks of a stride, and where rules of relevance propagation change all weights of a model.
 *
 * @param inputs known values of float32, but for the indices
 * @returns nothing, for other kernels and other uses
 */
export function hostKernel(name: string, inputs: readonly Value[], attributes: object): HostKernel | undefined {
  if (inputs[0]?.type !== 'float32') return undefined;
  if (name === 'GatherV2') return gathering(inputs, attributes as { axis: number; batchDims: number });
  if (name === 'PadV2')
    return padding(inputs[0], attributes as { paddings: [number, number][]; constantValue: number });
  return elementwise(name, inputs);
}

/** Positive parts and squares; products and sums with numbers that go with the last axes, such as one for all or one a channel. */
function elementwise(name: string, inputs: readonly Value[]): HostKernel | undefined {
  if (name === 'Relu') return positiveParts;
  if (name === 'Square') return squares;
  const compute = name === 'Multiply' ? products : name === 'Add' ? sums : undefined;
  if (!compute || inputs.some(({ type }) => type !== 'float32')) return undefined;
  const [a, b] = inputs;
  if (isRepeatedIn(b, a)) return compute;
  return isRepeatedIn(a, b) ? ([x, y]) => compute([y, x]) : undefined;
}

/** Whether the elements of a value go with those of another by beginning anew where they end. */
function isRepeatedIn({ shape }: Value, whole: Value): boolean {
  const last = shape.slice(shape.findIndex((length) => length !== 1));
  const own = sizeOf(shape) === 1 ? [] : last;
  return (
    shape.length <= whole.shape.length && String(own) === String(whole.shape.slice(whole.shape.length - own.length))
  );
}

function positiveParts([x]: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(x.length);
  for (let at = 0; at < x.length; at++) result[at] = Math.max(0, x[at]);
  return result;
}

function squares([x]: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(x.length);
  for (let at = 0; at < x.length; at++) result[at] = x[at] * x[at];
  return result;
}

function products([x, by]: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(x.length);
  for (let at = 0; at < x.length; ) for (let next = 0; next < by.length; next++, at++) result[at] = x[at] * by[next];
  return result;
}

function sums([x, by]: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(x.length);
  for (let at = 0; at < x.length; ) for (let next = 0; next < by.length; next++, at++) result[at] = x[at] + by[next];
  return result;
}

/** Rows, by their indices. */
function gathering([x, indices]: readonly Value[], { axis, batchDims }: { axis: number; batchDims: number }) {
  if (axis !== 0 || batchDims !== 0 || indices.origin.kind !== 'literal') return undefined;
  const [rows, ...row] = x.shape;
  const chosen = Array.from(indices.origin.elements() as Int32Array);
  if (!chosen.every((index) => Number.isInteger(index) && index >= 0 && index < rows)) return undefined;
  const length = sizeOf(row);
  return ([elements]: readonly Float32Array[]): Float32Array => {
    const result = new Float32Array(chosen.length * length);
    chosen.forEach((index, place) => {
      result.set(elements.subarray(index * length, (index + 1) * length), place * length);
    });
    return result;
  };
}

interface Padding {
  readonly paddings: readonly (readonly [before: number, after: number])[];
  readonly constantValue: number;
}

/** A number around the elements; runs of the last axes that have none are moved whole. */
function padding({ shape }: Value, { paddings, constantValue }: Padding): HostKernel {
  const full = shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
  const lastPadded = paddings.findLastIndex(([before, after]) => before > 0 || after > 0);
  const run = sizeOf(shape.slice(Math.max(0, lastPadded)));
  return ([elements]) => {
    const result = new Float32Array(sizeOf(full)).fill(constantValue);
    const outer = shape.slice(0, Math.max(0, lastPadded));
    const counts = outer.map(() => 0);
    for (let from = 0; from < elements.length; from += run) {
      const places = [...counts, ...shape.slice(outer.length).map(() => 0)];
      const to = places.reduce((at, place, axis) => at * full[axis] + place + paddings[axis][0], 0);
      result.set(elements.subarray(from, from + run), to);
      for (let axis = outer.length - 1; axis >= 0; axis--) {
        if (++counts[axis] < outer[axis]) break;
        counts[axis] = 0;
      }
    }
    return result;
  };
}
