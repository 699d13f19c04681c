import { isLayersModel, LayerGraph } from 'xai-base';
import type { Modality } from '../inputs/modality';
import type { LoadedModel } from '../models/loaded-model';
import { inputMeaning } from '../models/meanings';
import type { Meta } from '../models/meta';
import { modelEnds } from '../models/model-ends';

/**
 * What a model takes: as its description says, or by the shape and the type of its input.
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * guessModality(loaded); // => 'image'
 * await loaded.model.dispose();
 * ```
 */
export function guessModality(loaded: LoadedModel, meta?: Meta): Modality {
  if (meta?.modality) return meta.modality;
  const [{ name, shape, type = 'float32' }] = modelEnds(loaded).inputs;
  if (type === 'string') return 'text';
  if (shape?.length === 3) return 'series';
  if (shape?.length !== 2) return 'image';
  if (type.startsWith('int') || startsWithEmbedding(loaded)) return 'text';
  return inputMeaning({ name, shape, type }) === 'series' ? 'series' : 'table';
}

/** The input of a layers-model is a floating-point number even when its first layer takes ids. */
function startsWithEmbedding({ model }: LoadedModel): boolean {
  return isLayersModel(model) && new LayerGraph(model).nodes.some(({ layer }) => layer.getClassName() === 'Embedding');
}
