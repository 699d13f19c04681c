import type { KernelResponse } from './protocol';

export type Verdict = 'right' | 'wrong' | 'missing' | 'throws';

/** How far from the reference, relative to its largest value, a result is still right. */
const tolerance = 1e-3;

function isClose(actual: Float32Array, expected: Float32Array): boolean {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  return (
    actual.length === expected.length &&
    expected.every((value, index) => Math.abs(actual[index] - value) <= tolerance * scale)
  );
}

/** Whether a backend computes what it should. */
export function verdictOn(response: KernelResponse, reference: KernelResponse): Verdict {
  const { values, failure } = response;
  if (failure !== undefined) return /not registered|gradient function not found/i.test(failure) ? 'missing' : 'throws';
  return isClose(values!, reference.values!) ? 'right' : 'wrong';
}
