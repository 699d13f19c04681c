import { isLayersModel, LayerGraph } from 'xai-base';
import type { LoadedModel } from './loaded-model';

/** How many different ids a layers-model that begins with an embedding takes; undefined of other models. */
export function embeddingSize({ model }: LoadedModel): number | undefined {
  if (!isLayersModel(model)) return undefined;
  const found = new LayerGraph(model).nodes.find(({ layer }) => layer.getClassName() === 'Embedding');
  const size = found && (found.layer as unknown as { inputDim?: unknown }).inputDim;
  return typeof size === 'number' ? size : undefined;
}
