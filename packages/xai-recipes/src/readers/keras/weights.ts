import { FormatError } from 'xai-base';
import type { NumberArray } from '../arrays/number-array';
import type { Hdf5Folder } from './hdf5';
import { type LayerJson, layersIn } from './layer-json';
import { isModel } from './plain-config';

/** An array of weights, and its name if the file has one. */
export interface Weight extends NumberArray {
  readonly name?: string;
}

/** The weights of a model's layers, by the names of the layers; those of a model inside of it are again such a map. */
export type Weights = ReadonlyMap<string, readonly Weight[] | Weights>;

/**
 * The weights in a file `.h5`: a folder a layer, which says the names of its arrays in their order; a model inside of a model is one layer.
 *
 * @throws {FormatError} when arrays are missing
 */
export function weightsByName(root: Hdf5Folder, model: LayerJson): Weights {
  const all = root.folder('model_weights') ?? root;
  return new Map(
    layersIn(model).map((layer) => {
      const name = nameOf(layer);
      const folder = all.folder(name);
      const paths = folder ? namesIn(folder) : [];
      return [name, paths.map((path) => ({ name: path, ...(folder as Hdf5Folder).numbers(path) }))];
    }),
  );
}

/** The names that a folder says; many are cut into several lists. */
function namesIn(folder: Hdf5Folder): string[] {
  const whole = folder.attribute('weight_names');
  if (Array.isArray(whole)) return whole;
  const names: string[] = [];
  for (let at = 0; ; at++) {
    const some = folder.attribute(`weight_names${at}`);
    if (!Array.isArray(some)) return names;
    names.push(...some);
  }
}

/**
 * The weights in a file `.keras`: a folder a layer, named by its class and a count, with its arrays by their numbers.
 *
 * @throws {FormatError} when arrays are missing
 */
export function weightsByClass(root: Hdf5Folder, model: LayerJson): Weights {
  const folders = root.folder('layers') ?? root.folder('_layer_checkpoint_dependencies');
  if (!folders) throw new FormatError('The file has no folder "layers"; expected a whole file of Keras.');
  const counts = new Map<string, number>();
  return new Map(
    layersIn(model).map((layer): [string, Weights | readonly Weight[]] => {
      const kind = snakeCase(layer.class_name);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const folder = folders.folder(count === 0 ? kind : `${kind}_${count}`);
      if (isModel(layer.class_name) && folder) return [nameOf(layer), weightsByClass(folder, layer)];
      return [nameOf(layer), folder ? numbered(folder) : []];
    }),
  );
}

/** Inside of a layer: its own arrays, then those of the layers that it is made of, in the order in which tfjs-layers has them. */
const parts = ['cell', 'layer', 'forward_layer', 'backward_layer'];

function numbered(folder: Hdf5Folder): Weight[] {
  const own = folder.folder('vars');
  const count = own?.names.length ?? 0;
  const arrays = Array.from({ length: count }, (_, at) => (own as Hdf5Folder).numbers(String(at)));
  return [...arrays, ...parts.flatMap((part) => numberedIn(folder.folder(part)))];
}

function numberedIn(folder: Hdf5Folder | undefined): Weight[] {
  return folder ? numbered(folder) : [];
}

function nameOf({ config, name }: LayerJson): string {
  return String(config.name ?? name);
}

/** As Keras writes a class: `GlobalMaxPooling1D` is `global_max_pooling1d`. */
function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
