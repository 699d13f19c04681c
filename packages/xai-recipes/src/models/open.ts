import { describeValue } from 'xai-base';
import { FileError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import type { Files } from '../files/files';
import { readerOf } from './format-of';
import { loadModel } from './load-model';
import { readGraphEnds, readTfjs } from './load-tfjs';
import type { LoadedLayers } from './loaded-model';
import { readMeta } from './meta';
import type { ModelOutline } from './outline';
import { outlineGraph } from './outline-graph';
import { outlineLayers } from './outline-layers';
import { outlineOnnx } from './outline-onnx';
import { resolvedMeta } from './resolved-meta';

/** What of the files is opened. */
export interface OpenOptions {
  /** The name of the model's file; the only one that may be one, if it is left out. */
  readonly source?: string;
  /** The name of the description beside it; `meta.json` in its folder, if it is left out. */
  readonly meta?: string;
  /** Whether the weights of an ONNX model may lie in other files of its folder. */
  readonly externalData?: boolean;
  /** Is given a layers-model, which has to be loaded to be described; it belongs to the caller then. Without this, it is disposed of. */
  readonly onLoaded?: (loaded: LoadedLayers) => void;
}

/**
 * Describes a model of any format: what goes in and comes out, what that seems to mean, where ids are embedded, where class activation maps can look. An ONNX
 * file is described by its graph, also where nothing here can run it.
 *
 * @returns plain JSON
 * @throws {FileError} when there is no such file, or it is not clear which one is the model
 * @throws {ModelFileError} when the files are damaged, incomplete or of no known format
 *
 * @example
 * ```ts
 * const outline = await open(await folderFiles('../xai-cli/models/lenet'), { source: 'model.json' });
 * outline.inputs[0].meaning; // => 'image'
 * outline.outputs[0].meaning; // => 'scores'
 * outline.featureMaps.at(-1); // => 'max_pooling2d_2'
 * ```
 */
export async function open(files: Files, options: OpenOptions = {}): Promise<ModelOutline> {
  const source = options.source ?? modelIn(files.names);
  const outline = await outlineOf(files, source, options);
  const meta = await resolvedMeta(files, await readMeta(files, source, options.meta));
  const folder = source.split('/').slice(0, -1).join('/');
  const beside = files.names.filter((name) => name.split('/').slice(0, -1).join('/') === folder);
  const [labels, vocabulary, tokenizer] = [
    /(labels|classes)[^/]*\.(txt|json)$/i,
    /(vocab|words)[^/]*\.(txt|json)$/i,
    /(^|\/)tokenizer\.json$/,
  ].map((pattern) => beside.find((name) => pattern.test(name)));
  return {
    ...outline,
    ...(meta && { meta }),
    ...(labels && { labels }),
    ...(vocabulary && { vocabulary }),
    ...(tokenizer && { tokenizer }),
  };
}

/** A graph is described by itself alone; layers are built. */
async function outlineOf(files: Files, source: string, { externalData, onLoaded }: OpenOptions): Promise<ModelOutline> {
  const reader = await readerOf(files, { source });
  if (reader === 'onnx') return outlineOnnx(files, source, externalData);
  if (reader === 'tfjs') {
    const [format, json] = await readTfjs(files, source);
    if (format === 'graph-model') return outlineGraph(source, json, await readGraphEnds(source, json));
  }
  const loaded = (await loadModel(files, { source })) as LoadedLayers;
  let isTaken = false;
  try {
    const outline = outlineLayers(source, loaded);
    onLoaded?.(loaded);
    isTaken = onLoaded !== undefined;
    return outline;
  } finally {
    if (!isTaken) loaded.model.dispose();
  }
}

/** @throws {FileError} when none of the names, or several, may be a model's */
function modelIn(names: readonly string[]): string {
  const found = names.filter((name) => /\.(onnx|keras|h5|hdf5)$|(^|\/)model\.json$/i.test(name));
  if (found.length === 1) return found[0];
  const what =
    found.length === 0 ? `no model among the files ${listNames(names)}` : `several models, ${listNames(found)}`;
  const expected = found.length === 0 ? 'a file *.onnx, model.json, *.keras or *.h5' : 'the name of one as source';
  throw new FileError(`There is ${what}; expected ${expected}.`, {
    argument: 'source',
    value: describeValue(found),
    expected,
  });
}
