import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { io, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';

/** A tensor in a fixture: base64 of little-endian float32. */
export interface StoredTensor {
  readonly shape: number[];
  readonly data: string;
}

/** One explanation that a published implementation computed. */
export interface ConformanceCase {
  readonly id: string;
  readonly peer: string;
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has parameters of its own
  readonly params: any;
  readonly outputIndex: number[];
  readonly expected: StoredTensor;
  readonly rtol: number;
  readonly atol: number;
}

/** A model with what was computed for it. */
export interface ConformanceModel {
  readonly model: string;
  readonly input: StoredTensor;
  readonly output: StoredTensor;
  readonly cases: ConformanceCase[];
}

/** The models in a folder of fixtures. */
export function readCases(folder: string): ConformanceModel[] {
  const models = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return models.map(({ name }) => JSON.parse(readFileSync(path.join(folder, name, 'cases.json'), 'utf8')));
}

/** Loads a tfjs layers-model from `model.json` and its file of weights in a folder. */
export function loadModel(folder: string): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
  const weightData = Uint8Array.from(readFileSync(path.join(folder, weightsManifest[0].paths[0]))).buffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
}

/** The values of a stored tensor. */
export function valuesOf({ data }: StoredTensor): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return new Float32Array(bytes.buffer);
}

/** A stored tensor, on the current backend. */
export function restore(stored: StoredTensor): Tensor {
  return tensor(valuesOf(stored), stored.shape, 'float32');
}

/** Expects values to be within a case's own tolerance, elementwise: `abs(got - expected) <= atol + rtol * abs(expected)`. */
export function expectWithin(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol, atol }: { rtol: number; atol: number },
): void {
  expect(got.length).toBe(expected.length);
  let worst = { excess: Number.NEGATIVE_INFINITY, index: -1, got: Number.NaN, expected: Number.NaN };
  for (let index = 0; index < expected.length; index++) {
    const excess = Math.abs(got[index] - expected[index]) - (atol + rtol * Math.abs(expected[index]));
    if (!(excess <= worst.excess)) worst = { excess, index, got: got[index], expected: expected[index] };
  }
  if (!(worst.excess <= 0)) throw new Error(`beyond the tolerance: ${JSON.stringify(worst)}`);
}
