import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { ModelFileError } from '../errors/errors';
import { withFile } from '../errors/file-failure';

/** What `model.json` says. */
export type ModelJson = io.ModelJSON;

/** Reads `model.json`. */
export async function readModelJson(file: string): Promise<ModelJson> {
  const text = await withFile('read the model', file, () => readFile(file, 'utf8'));
  const json = parse(text, file);
  if (Array.isArray(json?.weightsManifest) && json.weightsManifest.every(isGroup)) return json as ModelJson;
  throw wrong(file, 'lists no weights', 'the model.json of a tfjs model, with a weightsManifest');
}

function parse(text: string, file: string): Partial<ModelJson> | null {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong(file, `is not JSON: ${(cause as Error).message}`, 'the model.json of a tfjs model', cause);
  }
}

function isGroup(group: Partial<io.WeightsManifestConfig[number]> | null): boolean {
  const isWeight = (weight: Partial<io.WeightsManifestEntry> | null) =>
    Array.isArray(weight?.shape) && typeof weight.dtype === 'string';
  return Array.isArray(group?.paths) && Array.isArray(group.weights) && group.weights.every(isWeight);
}

/**
 * Reads the weights that lie beside `model.json`, in the order of its manifest.
 *
 * @throws {ModelFileError} for a path that leads out of the model's folder, and for too few or too many bytes
 */
export async function readWeights(
  file: string,
  { weightsManifest }: ModelJson,
): Promise<Pick<io.ModelArtifacts, 'weightSpecs' | 'weightData'>> {
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const files = weightsManifest.flatMap(({ paths }) => paths).map((name) => inside(file, name));
  const shards: Buffer[] = [];
  for (const shard of files) shards.push(await withFile('read the weights', shard, () => readFile(shard)));
  const bytes = Buffer.concat(shards);
  const expected = weightSpecs.reduce((sum, spec) => sum + byteLength(spec), 0);
  if (Number.isNaN(expected) || bytes.length === expected)
    return {
      weightSpecs,
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    };
  throw wrong(
    file,
    `describes weights of ${expected} bytes, but its files hold ${bytes.length}`,
    'complete weight files',
  );
}

/** The path of a file in the folder of `model.json`. */
function inside(file: string, name: unknown): string {
  const folder = path.dirname(path.resolve(file));
  const target = path.resolve(folder, String(name));
  if (typeof name === 'string' && target.startsWith(folder + path.sep)) return target;
  throw wrong(file, `names the weight file ${JSON.stringify(name)}`, 'a path inside the folder of the model');
}

const sizes: Record<string, number> = { float32: 4, int32: 4, complex64: 8, float16: 2, uint16: 2, uint8: 1, bool: 1 };

/** NaN for strings, whose lengths the bytes themselves tell. */
function byteLength({ shape, dtype, quantization }: io.WeightsManifestEntry): number {
  return shape.reduce((product, length) => product * length, 1) * (sizes[quantization?.dtype ?? dtype] ?? Number.NaN);
}

/** An error about a model's file. */
export function wrong(file: string, what: string, expected: string, cause?: unknown): ModelFileError {
  return new ModelFileError(`${file} ${what}; expected ${expected}.`, {
    argument: 'model',
    value: file,
    expected,
    cause,
  });
}
