import type { io } from '@tensorflow/tfjs-core';
import { describeValue } from 'xai-base';
import { beside } from '../files/beside';
import type { Files } from '../files/files';
import { readBytes, readText } from '../files/read-file';
import { byteLength, checkWeight, leastBytes } from './weight-entry';
import { wrong } from './wrong';

/** What `model.json` says. */
export type ModelJson = io.ModelJSON;

/** Reads `model.json`. */
export async function readModelJson(files: Files, file: string): Promise<ModelJson> {
  const text = await readText(files, file, 'the model');
  const json = parse(text, file);
  if (!Array.isArray(json?.weightsManifest) || !json.weightsManifest.every(isGroup))
    throw wrong(file, 'lists no weights', 'the model.json of a tfjs model, with a weightsManifest');
  for (const { weights } of json.weightsManifest) for (const weight of weights) checkWeight(file, weight);
  return json as ModelJson;
}

function parse(text: string, file: string): Partial<ModelJson> | null {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const expected = 'the model.json of a tfjs model, or a file that ends in .onnx, .keras or .h5';
    throw wrong(file, `is not JSON: ${(cause as Error).message}`, expected, cause);
  }
}

function isGroup(group: Partial<io.WeightsManifestConfig[number]> | null): boolean {
  return Array.isArray(group?.paths) && Array.isArray(group.weights);
}

/**
 * The paths of the weight files of `model.json`, in the order of its manifest.
 *
 * @throws {FileError} when one is missing
 * @throws {ModelFileError} for one that lies outside of the model's folder, or is listed twice
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const json = JSON.parse(new TextDecoder().decode(await files.read('model.json')));
 * await weightFiles(files, 'model.json', json); // => ['weights.bin']
 * ```
 */
export async function weightFiles(files: Files, file: string, { weightsManifest }: ModelJson): Promise<string[]> {
  const known = new Set<string>();
  const found: string[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    const target = await beside(files, file, name, 'the weight file');
    const identities = (await files.identities?.(target)) ?? [target];
    if (identities.some((identity) => known.has(identity)))
      throw wrong(file, `names the weight file ${describeValue(name)} twice`, 'each file once');
    for (const identity of identities) known.add(identity);
    found.push(target);
  }
  return found;
}

/**
 * Reads the weights that lie beside `model.json`. Their files are as long as it says before any is read.
 *
 * @throws {ModelFileError} for a path that leads out of the model's folder, and for too few or too many bytes
 */
export async function readWeights(
  files: Files,
  file: string,
  json: ModelJson,
): Promise<Pick<io.ModelArtifacts, 'weightSpecs' | 'weightData'>> {
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  const names = await weightFiles(files, file, json);
  const { size } = files;
  if (size) checkLength(file, weightSpecs, total(await Promise.all(names.map((name) => size(name)))));
  const shards: Uint8Array[] = [];
  for (const name of names) shards.push(await readBytes(files, name, 'the weights'));
  const length = total(shards.map((shard) => shard.length));
  checkLength(file, weightSpecs, length);
  return { weightSpecs, weightData: joined(shards, length) };
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

function joined(parts: readonly Uint8Array[], length: number): ArrayBuffer {
  const all = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all.buffer;
}

/** Of texts only the least length is known: their bytes tell how long they are. */
function checkLength(file: string, specs: readonly io.WeightsManifestEntry[], given: number): void {
  const expected = specs.reduce((sum, spec) => sum + byteLength(spec), 0);
  const least = specs.reduce((sum, spec) => sum + leastBytes(spec), 0);
  if (Number.isNaN(expected) ? given >= least : given === expected) return;
  const size = Number.isNaN(expected) ? `at least ${least}` : expected;
  throw wrong(file, `describes weights of ${size} bytes, but its files hold ${given}`, 'complete weight files');
}
