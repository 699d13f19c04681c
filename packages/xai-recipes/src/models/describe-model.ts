import type { LayersModel } from '@tensorflow/tfjs-layers';
import { EpsilonPlus, inspectLayers, type LayerVerdict, LRP, stripSoftmax } from 'relevance-propagation';
import { LayerGraph, sizeOf } from 'xai-base';
import type { Layout } from '../recipe/model-recipe';
import { countsOf } from './counts-of';
import type { End } from './end';
import { featureLayers, outputShape } from './feature-layers';
import type { LoadedModel } from './loaded-model';
import { modelEnds } from './model-ends';
import type { ModelJson } from './model-files';
import { endsInSoftmax, withoutCode } from './relevance-problem';

/** A layer, as `xai inspect` shows it. */
export interface LayerDescription {
  readonly name: string;
  readonly type: string;
  /** Null stands for any length. */
  readonly shape?: readonly (number | null)[];
  readonly parameters: number;
  /** Whether class activation maps can look at it. */
  readonly hasFeatureMaps: boolean;
  /** Why relevance propagation cannot pass it; missing where it can. */
  readonly relevanceProblem?: string;
  /** Its rule under the composite EpsilonPlus, where relevance propagation can pass all layers. */
  readonly relevanceRule?: string;
}

/** What a model is made of. */
export interface ModelDescription {
  readonly format: LoadedModel['format'];
  readonly inputs: readonly End[];
  readonly outputs: readonly End[];
  /** Of a model of TensorFlow.js. */
  readonly parameters?: number;
  /** Of an ONNX model: where it has the channels. Here, they stand last in any case. */
  readonly layout?: Layout;
  /** Of a layers-model. */
  readonly layers?: readonly LayerDescription[];
  /** Of a graph-model or an ONNX model: how often it uses which op. */
  readonly operations?: Readonly<Record<string, number>>;
}

/**
 * What a loaded model is made of.
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * describeModel(loaded).parameters; // => 61706
 * await loaded.model.dispose();
 * ```
 */
export function describeModel(loaded: LoadedModel): ModelDescription {
  const ends = modelEnds(loaded);
  switch (loaded.format) {
    case 'onnx':
      return {
        format: loaded.format,
        ...ends,
        layout: loaded.layout,
        ...(loaded.operations && { operations: loaded.operations }),
      };
    case 'layers-model':
      return {
        format: loaded.format,
        ...ends,
        ...(loaded.json && { parameters: parametersIn(loaded.json) }),
        layers: layersOf(loaded.model),
      };
    case 'graph-model':
      return {
        format: loaded.format,
        ...ends,
        parameters: parametersIn(loaded.json),
        operations: operationsIn(loaded.json),
      };
  }
}

function layersOf(model: LayersModel): LayerDescription[] {
  const maps = featureLayers(model);
  const verdicts = inspectLayers(model);
  const rules = verdicts.every((one) => !one.problem || endsInSoftmax(one)) ? relevanceRules(model) : undefined;
  return new LayerGraph(model).nodes.map(({ layer, path }, at) => ({
    name: path,
    type: layer.getClassName(),
    shape: outputShape(layer),
    parameters: (layer as unknown as LayersModel['layers'][number]).countParams(),
    hasFeatureMaps: maps.includes(path),
    ...problemOf(verdicts[at]),
    ...(rules?.has(path) && { relevanceRule: rules.get(path) }),
  }));
}

function problemOf(verdict: LayerVerdict): Pick<LayerDescription, 'relevanceProblem'> {
  if (!verdict.problem) return {};
  const problem = withoutCode(verdict.problem);
  return {
    relevanceProblem: endsInSoftmax(verdict)
      ? `${problem.replace(/\.$/, '')}; recipe.model.logits takes it off`
      : problem,
  };
}

/** Those of the logits, if the model ends in softmax. */
function relevanceRules(model: LayersModel): Map<string, string> {
  const logits = inspectLayers(model).some(endsInSoftmax) ? stripSoftmax(model) : undefined;
  try {
    const { layers } = new LRP(logits ?? model, new EpsilonPlus()).network;
    return new Map([...layers].map(([{ path }, { rule }]) => [path, String(rule)]));
  } finally {
    logits?.dispose();
  }
}

function parametersIn({ weightsManifest }: ModelJson): number {
  const shapes = weightsManifest.flatMap(({ weights }) => weights.map(({ shape }) => shape));
  return shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

function operationsIn({ modelTopology }: ModelJson): Record<string, number> {
  const { node = [] } = modelTopology as { node?: { op: string }[] };
  return countsOf(node.map(({ op }) => op).filter((op) => op !== 'Const' && op !== 'Placeholder'));
}
