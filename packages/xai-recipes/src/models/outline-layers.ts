import { isLayersModel, LayerGraph } from 'xai-base';
import { featureLayers } from './feature-layers';
import type { LoadedLayers } from './loaded-model';
import { inputMeaning, outputMeaning } from './meanings';
import { modelEnds } from './model-ends';
import type { ModelOutline, OutputOutline } from './outline';

/** The outline of a layers-model that was loaded. */
export function outlineLayers(source: string, loaded: LoadedLayers): ModelOutline {
  const { inputs, outputs } = modelEnds(loaded);
  const embeddings = embeddingLayers(loaded);
  const isLookedUp = embeddings.length > 0;
  return {
    source,
    format: loaded.format,
    inputs: inputs.map((end) => ({ ...end, meaning: inputMeaning(end, isLookedUp && end.shape?.length === 2) })),
    outputs: outputs.map((end) => ({ ...end, meaning: outputMeaning(end), ...endOf(loaded) })),
    embeddings,
    featureMaps: featureLayers(loaded.model),
    values: new LayerGraph(loaded.model).nodes.map(({ path }) => path),
    isOfTrees: false,
  };
}

function embeddingLayers({ model }: LoadedLayers): string[] {
  if (!isLayersModel(model)) return [];
  return new LayerGraph(model).nodes
    .filter(({ layer }) => layer.getClassName() === 'Embedding')
    .map(({ path }) => path);
}

function endOf({ model }: LoadedLayers): Pick<OutputOutline, 'end'> {
  const last = model.layers.at(-1);
  const said = last?.getClassName() === 'Softmax' ? 'softmax' : String(last?.getConfig().activation ?? '');
  return said === 'softmax' || said === 'sigmoid' ? { end: said } : {};
}
