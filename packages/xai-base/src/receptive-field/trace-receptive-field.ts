import { engine, type NamedAttrMap, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { kernelRules } from './kernels';
import { type Layout, seenAlong, unknownAxis } from './layout';
import type { ReceptiveField } from './receptive-field';

/** What a program returned, and what the cells of it see. */
export interface Traced {
  readonly output: Tensor;
  /** Absent where a kernel mixes places, or brings them into another order. */
  readonly field?: ReceptiveField;
}

/**
 * Runs a program, and follows which places of the input the cells of its output see, kernel by kernel: through convolutions, pooling,
 * padding, branches and whatever keeps places apart. Gates that reach all places alike are left out. Call it inside `tidy`.
 *
 * @param program of TensorFlow.js ops: a model, or the first part of one, from `[batch, ..., channels]` to `[batch, ..., features]`
 * @param input `[batch, ..., channels]`
 *
 * @example
 * ```ts
 * const program = (x: tf.Tensor) => tf.maxPool(tf.relu(x) as tf.Tensor4D, 3, 2, 'valid');
 * traceReceptiveField(program, tf.zeros([1, 9, 9, 2])).field; // => ({ begin: [0, 0], stride: [2, 2], size: [3, 3] })
 * ```
 */
export function traceReceptiveField(program: (input: Tensor) => Tensor, input: Tensor): Traced {
  const layouts = new WeakMap<Tensor, Layout>([[input, inputLayout(input.shape)]]);
  const output = watchingKernels(
    (...run) => follow(layouts, ...run),
    () => program(input),
  );
  return { output, field: fieldOf(layouts.get(output), input.rank - 2) };
}

type Run = [name: string, inputs: NamedTensorMap, attributes: NamedAttrMap, outputs: readonly Tensor[]];

/** Runs a function and shows each kernel's run to an observer. TensorFlow.js has no hook for it that knows the attributes. */
function watchingKernels<Result>(observe: (...run: Run) => void, work: () => Result): Result {
  const watched = engine();
  const former = watched.runKernel;
  watched.runKernel = ((name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}) => {
    const result = former.call(watched, name, inputs, attributes) as Tensor | Tensor[];
    observe(name, inputs, attributes, [result].flat());
    return result;
  }) as typeof former;
  try {
    return work();
  } finally {
    watched.runKernel = former;
  }
}

function inputLayout(shape: readonly number[]): Layout {
  const isSpace = (axis: number) => axis > 0 && axis < shape.length - 1;
  return shape.map((length, axis) =>
    isSpace(axis) ? [{ length, seen: { axis: axis - 1, begin: 0, stride: 1, size: 1 } }] : unknownAxis(length),
  );
}

function follow(layouts: WeakMap<Tensor, Layout>, ...[name, inputs, attributes, outputs]: Run): void {
  const given = Object.entries(inputs).filter(([, input]) => input !== undefined && input !== null);
  if (!given.some(([, input]) => layouts.has(input))) return;
  for (const output of outputs) {
    const layout = kernelRules.get(name)?.({
      shapes: Object.fromEntries(given.map(([key, { shape }]) => [key, shape])),
      layouts: Object.fromEntries(given.map(([key, input]) => [key, layouts.get(input)])),
      attributes,
      shape: output.shape,
    });
    if (layout) layouts.set(output, layout);
    else layouts.delete(output);
  }
}

function fieldOf(layout: Layout | undefined, axes: number): ReceptiveField | undefined {
  const seen = layout?.slice(1, -1).map(seenAlong) ?? [];
  if (seen.length !== axes || axes === 0) return undefined;
  const known = seen.flatMap((one, axis) => (one?.axis === axis ? [one] : []));
  if (known.length < axes) return undefined;
  return {
    begin: known.map(({ begin }) => begin),
    stride: known.map(({ stride }) => stride),
    size: known.map(({ size }) => size),
  };
}
