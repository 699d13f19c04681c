import { isLayersModel, LayerGraph } from 'xai-base';
import type { LoadedModel } from './loaded-model';
import type { Meta } from './meta';
import type { Modality } from './modality';
import { modelEnds } from './model-ends';

/** What a model takes: as its description says, or by the shape and the type of its input. */
export function guessModality(loaded: LoadedModel, meta?: Meta): Modality {
  if (meta?.modality) return meta.modality;
  const [{ shape, type = 'float32' }] = modelEnds(loaded).inputs;
  if (shape?.length === 3) return 'series';
  if (shape?.length !== 2) return 'image';
  return type.startsWith('int') || startsWithEmbedding(loaded) ? 'text' : 'table';
}

/** The input of a layers-model is a floating-point number even when its first layer takes ids. */
function startsWithEmbedding({ model }: LoadedModel): boolean {
  return isLayersModel(model) && new LayerGraph(model).nodes.some(({ layer }) => layer.getClassName() === 'Embedding');
}
