import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { compile } from '../../src';

/** Expects that a compiled program gives what it gives eagerly: shapes, types, and values up to the tolerance. */
export async function expectAgreement(program: Program, inputs: Tensor[], tolerance = 1e-5, constants = false) {
  const eager = tidy(() => program(...inputs).map((output) => output.clone()));
  const native: Tensor[] = [];
  try {
    const compiled = await compile(program, inputs, { constants });
    native.push(...(await compiled.run(inputs)));
    await compiled.dispose();
    expect(native.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
      eager.map(({ shape, dtype }) => ({ shape, dtype })),
    );
    for (const [index, tensor] of native.entries()) expectClose(tensor.dataSync(), eager[index].dataSync(), tolerance);
  } finally {
    dispose([...eager, ...native]);
  }
}

/** Expects values to differ by at most the tolerance, relative to the larger of 1 and the value. */
export function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  let worst = { excess: Number.NEGATIVE_INFINITY, index: -1, got: Number.NaN, expected: Number.NaN };
  for (let index = 0; index < expected.length; index++) {
    const [a, b] = [got[index], expected[index]];
    if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) continue;
    const excess = Math.abs(a - b) - tolerance * Math.max(1, Math.abs(b));
    if (!(excess <= worst.excess)) worst = { excess, index, got: a, expected: b };
  }
  if (!(worst.excess <= 0) && worst.index >= 0) throw new Error(`not equal: ${JSON.stringify(worst)}`);
}

/** The distance of two lists of numbers, relative to the length of the second. */
export function relativeDistance(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [distance, length] = [0, 0];
  for (let index = 0; index < expected.length; index++) {
    distance += (got[index] - expected[index]) ** 2;
    length += expected[index] ** 2;
  }
  return Math.sqrt(distance / length);
}
