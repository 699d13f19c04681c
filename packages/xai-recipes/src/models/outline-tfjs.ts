import { isLayersModel, LayerGraph } from 'xai-base';
import type { End } from './end';
import { featureLayers } from './feature-layers';
import { graphModelNodes } from './graph-model-nodes';
import type { LoadedGraph, LoadedLayers } from './loaded-model';
import { inputMeaning, outputMeaning } from './meanings';
import { modelEnds } from './model-ends';
import type { ModelOutline } from './outline';

/** The outline of a layers-model or a graph-model that was loaded. */
export function outlineTfjs(source: string, loaded: LoadedLayers | LoadedGraph): ModelOutline {
  const { inputs, outputs } = modelEnds(loaded);
  const embeddings = loaded.format === 'layers-model' ? embeddingLayers(loaded) : embeddingNodes(loaded);
  const isLookedUp = embeddings.length > 0;
  return {
    source,
    format: loaded.format,
    inputs: inputs.map((end) => ({ ...end, meaning: inputMeaning(end, isLookedUp && end.shape?.length === 2) })),
    outputs: outputs.map((end) => ({ ...end, meaning: outputMeaning(end), ...endOf(end, loaded) })),
    embeddings,
    featureMaps: isLayersModel(loaded.model) ? featureLayers(loaded.model) : (loaded as LoadedGraph).featureMaps,
    isOfTrees: false,
  };
}

function embeddingLayers({ model }: LoadedLayers): string[] {
  if (!isLayersModel(model)) return [];
  return new LayerGraph(model).nodes
    .filter(({ layer }) => layer.getClassName() === 'Embedding')
    .map(({ path }) => path);
}

function embeddingNodes({ json }: LoadedGraph): string[] {
  const constants = new Set(
    json.weightsManifest.flatMap(({ weights }) =>
      weights.filter(({ shape }) => shape.length === 2).map(({ name }) => name),
    ),
  );
  return graphModelNodes(json)
    .filter(({ op, inputs: [table] }) => /^(Gather|GatherV2|ResourceGather)$/.test(op) && constants.has(table))
    .map(({ outputs: [name] }) => name);
}

function endOf({ name }: End, loaded: LoadedLayers | LoadedGraph): { end?: 'softmax' | 'sigmoid' } {
  const said = loaded.format === 'layers-model' ? activationOf(loaded) : opOf(name, loaded);
  if (/^softmax$/i.test(said)) return { end: 'softmax' };
  return /^sigmoid$/i.test(said) ? { end: 'sigmoid' } : {};
}

function activationOf({ model }: LoadedLayers): string {
  const last = model.layers.at(-1);
  return last?.getClassName() === 'Softmax' ? 'softmax' : String(last?.getConfig().activation ?? '');
}

function opOf(output: string, { json }: LoadedGraph): string {
  const makers = new Map(graphModelNodes(json).map((node) => [node.outputs[0], node]));
  let maker = makers.get(output.replace(/:\d+$/, ''));
  while (maker && /^(Identity|Reshape|Squeeze|Cast)$/.test(maker.op)) maker = makers.get(maker.inputs[0]);
  return maker?.op ?? '';
}
