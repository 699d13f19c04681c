import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { loadGradients } from '../load-gradients';
import { type KernelCheck, sumsOf } from './kernel-check';
import { kernelChecks } from './kernel-checks';
import { wave } from './wave';

/** How far a result may be off, relative to the length of its numbers. */
const tolerance = 1e-4;

/** Runs a program of tensor operations, such as on the current backend, or compiled. */
export type RunProgram = (program: (...inputs: Tensor[]) => Tensor[], inputs: readonly Tensor[]) => Promise<Tensor[]>;

const onBackend: RunProgram = async (program, inputs) => tidy(() => program(...inputs));

/**
 * Whether an engine computes right what explanations are made of: convolutions, pools, products of matrices, sums, comparisons, rows by their
 * places, and the gradients of these, on fixed numbers with known results. An engine that is off here is off in explanations.
 *
 * @param run runs a program; by default on the current backend
 * @returns what is wrong, in words; `undefined` where nothing is
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { selfTest } from 'tfjs-gradients';
 * await tf.setBackend('cpu');
 * await selfTest(); // => undefined
 * ```
 */
export async function selfTest(run: RunProgram = onBackend): Promise<string | undefined> {
  loadGradients();
  for (const check of kernelChecks) {
    const problem = await problemOf(check, run).catch((error: Error) => error.message);
    if (problem !== undefined) return `${check.name}: ${problem}`;
  }
  return undefined;
}

async function problemOf(check: KernelCheck, run: RunProgram): Promise<string | undefined> {
  const values = await resultOf(check, run);
  const length = Math.hypot(...values);
  const off = sumsOf(values).map((sum, at) => Math.abs(sum - check.sums[at]) / length);
  const isRight = off.every((distance) => distance <= tolerance); // NaN is not
  return isRight ? undefined : `it is off by ${Math.max(...off).toPrecision(2)} of its length`;
}

/** The numbers that an engine finds. */
export async function resultOf({ program, shapes }: KernelCheck, run: RunProgram = onBackend): Promise<Float32Array> {
  const inputs = shapes.map((shape, at) => wave(shape, 0.37 + 0.24 * at));
  let outputs: Tensor[] = [];
  try {
    outputs = await run((...xs) => [program(...xs)], inputs);
    return await outputs[0].data<'float32'>();
  } finally {
    for (const one of [...inputs, ...outputs]) one.dispose();
  }
}
