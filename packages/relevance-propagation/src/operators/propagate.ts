import { add, clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';

/** What an operation passes to a live input: computed when it is asked for, within `tidy`. */
export type Passage = readonly [to: RecordedValue, pass: () => Tensor];

/** How what arrives at the outputs of an operation passes to its inputs. */
export type Treatment = (operation: RecordedOperation, arrived: readonly (Tensor | undefined)[]) => readonly Passage[];

/** The derivative: what an operation passes to each of its live inputs but those that are held. */
export function derivative(
  operation: RecordedOperation,
  arrived: readonly (Tensor | undefined)[],
  held: readonly string[] = [],
): Passage[] {
  const gradients = operation.gradients(arrived);
  return Object.entries(operation.inputs)
    .filter(([name, { isLive }]) => isLive && !held.includes(name))
    .map(([name, value]) => [value, gradients[name]]);
}

/**
 * Goes back through a recorded model, from its output to its input.
 *
 * @param seed what arrives at the output
 * @param treat says how each operation passes on what arrives
 * @param watched values at which what arrives is told, beside the input
 * @returns what arrives at the input, and at the watched values that anything reaches
 */
export function propagate(
  { operations, inputs, output }: Recording,
  seed: Tensor,
  treat: Treatment,
  watched: readonly RecordedValue[] = [],
): Map<RecordedValue, Tensor> {
  const kept = new Set([...inputs, ...watched]);
  const arrived = new Map([[output, clone(seed)]]);
  for (const operation of operations.toReversed()) {
    const given = operation.outputs.map((value) => arrived.get(value));
    if (given.every((tensor) => tensor === undefined)) continue;
    for (const [to, pass] of treat(operation, given)) {
      const passed = tidy(() => clone(pass())); // which may be what arrived, that is freed below
      const known = arrived.get(to);
      arrived.set(to, known ? add(known, passed) : passed);
      if (known) for (const part of [known, passed]) part.dispose();
    }
    for (const value of operation.outputs) {
      if (kept.has(value)) continue;
      arrived.get(value)?.dispose();
      arrived.delete(value);
    }
  }
  return arrived;
}
