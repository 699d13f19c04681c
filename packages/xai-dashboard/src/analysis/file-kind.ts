import { deserializePlain, XaiError } from 'xai-base';
import { exportCommand, type Files, listNames } from 'xai-recipes';

/** What a file that was dropped is, by its name and what is in it. */
export type FileKind =
  | 'model'
  | 'recipe'
  | 'explanation'
  | 'labels'
  | 'image'
  | 'numbers'
  | 'text'
  /** It belongs to another file: weights, words, descriptions. */
  | 'part'
  | 'unknown';

/** A file that was dropped. */
export interface KnownFile {
  readonly name: string;
  readonly kind: FileKind;
  /** Of one that cannot be used: why, and what could be. */
  readonly problem?: string;
}

const byEnding: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(onnx|keras|h5|hdf5)$/i, 'model'],
  [/\.(png|jpe?g|webp|gif|avif|bmp)$/i, 'image'],
  [/\.(csv|tsv|npy|npz|wav)$/i, 'numbers'],
  [/(^|[/_.-])(labels|classes)[^/]*\.txt$/i, 'labels'],
  [/(^|[/_.-])(vocab|words)[^/]*\.txt$/i, 'part'],
  [/\.txt$/i, 'text'],
  [/\.(bin|data|onnx_data|weights|md)$/i, 'part'],
];

const known =
  'a model (model.json with its .bin files, .onnx, .keras, .h5), images, texts, .csv, .npy, labels, a recipe or a saved explanation';

/** Finds out what a file is. */
export async function fileKind(files: Files, name: string): Promise<KnownFile> {
  const [, kind] = byEnding.find(([ending]) => ending.test(name)) ?? [];
  if (kind) return { name, kind };
  try {
    if (/\.json$/i.test(name)) return { name, kind: kindOfJson(name, await textOf(files, name)) };
    if (/\.safetensors$/i.test(name)) return { name, kind: kindOfTensors(await files.read(name)) };
  } catch (error) {
    return unknown(name, (error as Error).message);
  }
  const command = exportCommand(name);
  return unknown(name, command ? `It is a model of another library; export it by ${command}` : undefined);
}

function unknown(name: string, why = `Expected ${known}.`): KnownFile {
  return { name, kind: 'unknown', problem: `${name} cannot be used here. ${why}` };
}

async function textOf(files: Files, name: string): Promise<string> {
  return new TextDecoder().decode(await files.read(name));
}

function kindOfJson(name: string, text: string): FileKind {
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null) throw new XaiError(`It holds a single value; expected ${known}.`);
  const fields = Object.keys(json);
  if ('modelTopology' in json || 'weightsManifest' in json) return 'model';
  if ('version' in json && 'method' in json) return 'recipe';
  if (/(vocab|words)/i.test(name) || /(^|\/)(tokenizer|meta|special_tokens)[^/]*\.json$/i.test(name)) return 'part';
  const areNames = (values: unknown[]) => values.length > 0 && values.every((value) => typeof value === 'string');
  if (Array.isArray(json) ? areNames(json) : /label|class/i.test(name) || fields.every((field) => /^\d+$/.test(field)))
    return 'labels';
  throw new XaiError(`It has the fields ${listNames(fields)}; expected ${known}.`);
}

/** Explanations are kept as safetensors; so are the weights of models of other libraries. */
function kindOfTensors(bytes: Uint8Array): FileKind {
  deserializePlain(bytes);
  return 'explanation';
}
