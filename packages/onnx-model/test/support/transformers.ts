import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fill, reshape, type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { readModel } from 'onnx-format';
import { MaskSelector } from 'xai-base';
import { restore, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';

/** An explanation of a transformer by a published implementation. */
export interface TransformerCase {
  readonly id: string;
  readonly method: string;
  readonly params: {
    readonly at?: string | string[];
    readonly cotangent?: StoredTensor | 'contrast';
    readonly headFusion?: 'mean' | 'max' | 'min';
    readonly discardRatio?: number;
    readonly gammaLinear?: number;
    readonly gammaConv?: number;
    readonly baselineId?: number;
    readonly maskId?: number;
    readonly patch?: number;
  };
  readonly outputIndex: (number | [position: number, token: number])[] | null;
  readonly expected: StoredTensor;
  readonly rtol: number;
  readonly atol: number;
}

/** A transformer, its forms as files, and its explanations. */
export interface TransformerData {
  readonly files: string[];
  readonly names: Record<string, Record<string, string>>;
  readonly inputs: Record<string, StoredTensor & { type: string; values: number[] }>;
  readonly outputName: string;
  readonly output: { readonly shape: number[] };
  readonly cases: TransformerCase[];
}

/** The folder of the transformers. */
export const transformers = path.join(__dirname, '../fixtures/transformers');

export function readTransformer(folder: string): TransformerData {
  return JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8'));
}

/** A file of a transformer from its embedding or its pixels on, and what begins there. */
export interface CutTransformer {
  /** Where the file is. */
  readonly folder: string;
  readonly model: (x: Tensor) => Tensor;
  readonly x: Tensor;
  /** How many samples run at once, where the file has inputs that are not of one sample only: an empty past, with an axis for the samples. */
  readonly batchSize?: number;
  /** What begins there when all tokens are one; it belongs to the caller. */
  of(token: number): Tensor;
  dispose(): void;
}

/** Cuts a file at the value where explanations begin. */
export async function cutTransformer(file: string, data: TransformerData, start: string): Promise<CutTransformer> {
  const { graph } = readModel(readFileSync(file));
  const [batch] = data.output.shape;
  const given: Record<string, Tensor> = {};
  for (const { name, shape } of graph.inputs) {
    const input = data.inputs[name];
    if (input) given[name] = input.type === 'int64' ? tensor(input.values, input.shape, 'int32') : restore(input);
    else given[name] = zeros((shape ?? []).map((size, axis) => (typeof size === 'number' ? size : axis ? 0 : batch))); // an empty past
  }
  const { [start]: pixels, ...others } = given;
  const [first] = Object.keys(given);
  const { [first]: ids, ...rest } = given;
  const head = pixels ? undefined : await readOnnx(file, { input: first, output: start, fixedInputs: rest });
  const x = head ? head(ids) : pixels;
  const tail = await readOnnx(file, { input: start, output: data.outputName, fixedInputs: pixels ? others : given });
  return {
    folder: path.dirname(file),
    x,
    batchSize: graph.inputs.some(({ name }) => name.startsWith('past')) ? batch : undefined,
    of: (token) => tidy(() => (head as Awaited<ReturnType<typeof readOnnx>>)(fill(ids.shape, token, 'int32'))),
    model: (values) => reshape(tail(values), [values.shape[0], -1]),
    dispose() {
      head?.dispose();
      tail.dispose();
      for (const one of new Set([x, ...Object.values(given)])) one.dispose();
    },
  };
}

/** One of the samples of a transformer, as a batch of its own. */
export function sampleOf(data: TransformerData, sample: number): TransformerData {
  const row = (input: TransformerData['inputs'][string]) => {
    const shape = [1, ...input.shape.slice(1)];
    const size = shape.reduce((product, length) => product * length);
    const cut = <T>(values: ArrayLike<T> & { slice(begin: number, end: number): ArrayLike<T> }) =>
      values.slice(sample * size, (sample + 1) * size);
    if (input.type === 'int64') return { ...input, shape, values: cut(input.values) as number[] };
    return { ...input, shape, data: stored(cut(valuesOf(input)) as Float32Array) };
  };
  const inputs = Object.fromEntries(Object.entries(data.inputs).map(([name, input]) => [name, row(input)]));
  return { ...data, inputs, output: { shape: [1, ...data.output.shape.slice(1)] } };
}

/** A case, of one of the samples. */
export function caseOfSample(one: TransformerCase, sample: number): TransformerCase {
  const { cotangent } = one.params;
  const outputIndex = one.outputIndex && [one.outputIndex[sample]];
  if (typeof cotangent !== 'object') return { ...one, outputIndex };
  const shape = [1, ...cotangent.shape.slice(1)];
  const size = shape.reduce((product, length) => product * length);
  const data = stored(valuesOf(cotangent).slice(sample * size, (sample + 1) * size));
  return { ...one, params: { ...one.params, cotangent: { shape, data } } };
}

/** A case of several inner values, of some of them. */
export function caseOfValues(one: TransformerCase, indices: readonly number[]): TransformerCase {
  const { shape } = one.expected;
  const size = shape.slice(1).reduce((product, length) => product * length);
  const values = valuesOf(one.expected);
  const data = stored(
    Float32Array.from(indices.flatMap((index) => [...values.slice(index * size, (index + 1) * size)])),
  );
  const at = indices.map((index) => (one.params.at as string[])[index]);
  return { ...one, params: { ...one.params, at }, expected: { shape: [indices.length, ...shape.slice(1)], data } };
}

function stored(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** What a case explains, of the outputs in one row. */
export function selectionOf({ params, outputIndex }: TransformerCase, { output }: TransformerData) {
  const { cotangent } = params;
  const { shape } = output;
  const [batch, classes] = [shape[0], shape.at(-1) as number];
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  if (typeof cotangent === 'object') return new MaskSelector(tensor(valuesOf(cotangent), [batch, width]));
  if (!outputIndex) return undefined;
  const places = outputIndex.map((index) => (Array.isArray(index) ? index[0] * classes + index[1] : index));
  if (cotangent !== 'contrast') return places;
  const mask = new Float32Array(batch * width);
  places.forEach((place, sample) => {
    const row = sample * width + place - (place % classes);
    mask.fill(-1 / classes, row, row + classes);
    mask[sample * width + place] = 1;
  });
  return new MaskSelector(tensor(mask, [batch, width]));
}
