import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Explanation } from 'xai-base';

/** An array in a fixture: base64 of little-endian numbers. */
export interface StoredArray {
  readonly shape: number[];
  readonly data: string;
  readonly dtype?: 'float32' | 'int32' | 'uint8';
}

// biome-ignore lint/suspicious/noExplicitAny: each kind of case has fields of its own
export type Case = any;

/** The cases of a kind in a file of fixtures. */
export function casesOf(file: string, kind: string): Case[] {
  const { cases } = JSON.parse(readFileSync(path.join(__dirname, '../fixtures', `${file}.json`), 'utf8'));
  return (cases as Case[]).filter((one) => one.kind === kind);
}

/** The numbers of a stored array. */
export function numbersOf({ data, dtype = 'float32' }: StoredArray): Float32Array | Int32Array | Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  if (dtype === 'uint8') return bytes;
  return dtype === 'int32' ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
}

/** The rows of a stored matrix. */
export function rowsOf(stored: StoredArray): number[][] {
  const numbers = Array.from(numbersOf(stored));
  const width = numbers.length / stored.shape[0];
  return Array.from({ length: stored.shape[0] }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

/** Expects numbers to be within an absolute tolerance. */
export function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(expected.length);
  let worst = 0;
  for (let index = 0; index < got.length; index++) {
    const difference = Math.abs(got[index] - expected[index]);
    if (!(difference <= worst)) worst = difference;
  }
  expect(worst).toBeLessThanOrEqual(tolerance);
}

/** The absolute tolerance of a case for some of its expected numbers. */
export function toleranceFor({ tolerance }: Case, name: string, expected: ArrayLike<number>): number {
  const scale = tolerance.relativeToScale ? Math.max(1, ...Array.from(expected, Math.abs)) : 1;
  return tolerance[name] * scale;
}

/** What the explainers of this package add to their explanations: an entry a sample. */
export interface Extras {
  readonly featureValues: number[][];
  readonly expectedValue: number[];
  readonly completenessError: number[];
  readonly standardErrors: number[][];
  readonly coalitions: number[];
  readonly intercept: number[];
  readonly score: number[];
  readonly localPrediction: number[];
  readonly keepProbability: number[];
  readonly masks: number[];
  readonly tokens: string[][];
  readonly featureNames: string[][];
  readonly groups: number[][][];
  readonly seed: number;
}

/** The extras of an explanation of this package. */
export function extrasOf({ extras }: Explanation): Extras {
  return extras as unknown as Extras;
}
