import { readFileSync } from 'node:fs';
import path from 'node:path';
import { io, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';

/** A tensor in the fixtures: little-endian float32 in row-major order. */
export interface TensorData {
  readonly shape: number[];
  readonly data: string;
}

/** A rule in the fixtures. */
export interface RuleData {
  readonly rule: string;
  readonly [parameter: string]: unknown;
}

/** An explanation by a published library. */
export interface Case {
  readonly id: string;
  readonly method: string;
  readonly params: {
    readonly composite?: string;
    readonly rules?: { first?: RuleData; conv: RuleData; dense: RuleData };
    readonly epsilon?: number;
    readonly gamma?: number;
    readonly low?: number;
    readonly high?: number;
    readonly canonize?: boolean;
    readonly initialRelevance?: string;
    readonly layer?: string;
    readonly channels?: number[];
    readonly channelSets?: number[][];
    readonly conditions?: { layer: string; channels: number[] }[];
    readonly beta?: number;
  };
  readonly outputIndex: number[];
  readonly expected: TensorData;
  readonly rtol: number;
  readonly atol: number;
  readonly topIndices?: number[][];
}

/** The folder of the fixtures. */
export const fixtures = path.join(__dirname, '../fixtures');

/** The cases of a model. */
export function readCases(model: string): { input: TensorData; output: TensorData; cases: Case[] } {
  return JSON.parse(readFileSync(path.join(fixtures, model, 'cases.json'), 'utf8'));
}

/** A model of the fixtures. */
export function loadFixture(model: string): Promise<LayersModel> {
  return loadModel(path.join(fixtures, model), 'model.json');
}

/** A tfjs-layers model from its folder. */
export function loadModel(folder: string, file: string): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const [{ paths, weights }] = weightsManifest;
  const bytes = Buffer.concat(paths.map((part: string) => readFileSync(path.join(folder, part))));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weights, weightData }));
}

/** The numbers of a tensor in the fixtures. */
export function valuesOf({ data }: TensorData): Float32Array {
  const bytes = Buffer.from(data, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** A tensor of the fixtures. */
export function toTensor(given: TensorData): Tensor {
  return tensor(valuesOf(given), given.shape);
}

/** Expects numbers within the tolerances of a case. */
export function expectWithin(actual: Float32Array, { expected, rtol, atol }: Case): void {
  const values = valuesOf(expected);
  expect(actual.length).toBe(values.length);
  let worst = 0;
  actual.forEach((value, index) => {
    const excess = Math.abs(value - values[index]) / (atol + rtol * Math.abs(values[index]));
    worst = Number.isNaN(value) ? Number.NaN : Math.max(worst, excess);
  });
  expect(worst).toBeLessThanOrEqual(1);
}
