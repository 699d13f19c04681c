import { readFile, stat } from 'node:fs/promises';
import type { io } from '@tensorflow/tfjs-core';
import { describeValue } from 'xai-base';
import { withFile } from 'xai-recipes';
import { identities, insideFolder } from 'xai-recipes/node';
import { byteLength, checkWeight, leastBytes } from './weight-entry';
import { wrong } from './wrong';

/** What `model.json` says. */
export type ModelJson = io.ModelJSON;

/** Reads `model.json`. */
export async function readModelJson(file: string): Promise<ModelJson> {
  const text = await withFile('read the model', file, () => readFile(file, 'utf8'));
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
    throw wrong(file, `is not JSON: ${(cause as Error).message}`, 'the model.json of a tfjs model', cause);
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
 */
export async function weightFiles(file: string, { weightsManifest }: ModelJson): Promise<string[]> {
  const known = new Set<string>();
  const files: string[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    const target = await insideFolder(file, name, 'the weight file');
    const found = await identities(target);
    if (found.some((identity) => known.has(identity)))
      throw wrong(file, `names the weight file ${describeValue(name)} twice`, 'each file once');
    for (const identity of found) known.add(identity);
    files.push(target);
  }
  return files;
}

/**
 * Reads the weights that lie beside `model.json`. Their files are as long as it says before any is read.
 *
 * @throws {ModelFileError} for a path that leads out of the model's folder, and for too few or too many bytes
 */
export async function readWeights(
  file: string,
  json: ModelJson,
): Promise<Pick<io.ModelArtifacts, 'weightSpecs' | 'weightData'>> {
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  const files = await weightFiles(file, json);
  const sizes = await Promise.all(files.map(async (one) => (await stat(one)).size));
  checkLength(
    file,
    weightSpecs,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const shards: Buffer[] = [];
  for (const shard of files) shards.push(await withFile('read the weights', shard, () => readFile(shard)));
  const bytes = Buffer.concat(shards);
  return {
    weightSpecs,
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  };
}

/** Of texts only the least length is known: their bytes tell how long they are. */
function checkLength(file: string, specs: readonly io.WeightsManifestEntry[], given: number): void {
  const expected = specs.reduce((sum, spec) => sum + byteLength(spec), 0);
  const least = specs.reduce((sum, spec) => sum + leastBytes(spec), 0);
  if (Number.isNaN(expected) ? given >= least : given === expected) return;
  const size = Number.isNaN(expected) ? `at least ${least}` : expected;
  throw wrong(file, `describes weights of ${size} bytes, but its files hold ${given}`, 'complete weight files');
}
