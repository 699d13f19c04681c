import type { Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  checkInput,
  checkPositiveInteger,
  type Explanation,
  IndexedFeatures,
  type OutputSelection,
  ShapeError,
  wrongValue,
} from 'xai-base';
import type { LRP } from '../lrp';
import { checkLRP } from '../propagation/check-lrp';
import { flowBetween, summaryOf } from './programs';

/** A feature of a layer, and its part of the relevance of the output. */
export interface Concept {
  readonly layer: string;
  readonly feature: number;
  readonly relevance: number;
}

/** How much of a concept's relevance a concept of the next lower layer feeds. */
export interface ConceptEdge {
  readonly from: { readonly layer: string; readonly feature: number };
  readonly to: { readonly layer: string; readonly feature: number };
  readonly relevance: number;
}

/** Which concepts make up a prediction, and which lower concepts feed them. */
export interface ConceptGraph {
  readonly concepts: readonly Concept[];
  readonly edges: readonly ConceptEdge[];
}

/** How large the graph is, and which output it is about. */
export interface AttributionGraphOptions extends AnalyzeOptions {
  /** How many of the most relevant features each concept leads to, 3 by default. */
  readonly width?: number;
  readonly selection?: OutputSelection;
}

/**
 * Which concepts make up a prediction, and which lower concepts feed them: the most relevant features of the highest
 * layer, of each the most relevant features of the next lower layer when relevance passes that feature alone, and so on.
 *
 * @param lrp the rules
 * @param input one sample, `[1, ...]`
 * @param layers names of layers, the highest (closest to the output) first
 * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
 * @throws {ValueError} for no layers, or an option that does not exist
 * @throws {ShapeError} for more than one sample
 * @throws {LayerNotFoundError} for a layer that the model does not have
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layer = (name: string) => tfl.layers.dense({ units: 2, inputShape: [2], name, useBias: false });
 * const model = tfl.sequential({ layers: [layer('low'), layer('high')] });
 * model.setWeights([tf.tensor2d([[1, 0], [0, 1]]), tf.tensor2d([[1, 0], [3, 1]])]);
 * const graph = await attributionGraph(new LRP(model), tf.tensor2d([[1, 1]]), ['high', 'low'], { width: 1 });
 * graph.edges.map(({ from, to, relevance }) => [from.feature, to.feature, relevance]); // => [[0, 1, 0.75]]
 * ```
 */
export async function attributionGraph(
  lrp: LRP,
  input: Tensor,
  layers: readonly string[],
  { width = 3, selection, ...options }: AttributionGraphOptions = {},
): Promise<ConceptGraph> {
  checkLRP(lrp);
  checkPositiveInteger('width', width);
  if (!Array.isArray(layers) || layers.length === 0) {
    const expected = "a list of layers, the highest first: ['conv2', 'conv1']";
    throw wrongValue('layers', layers, expected);
  }
  await checkInput(input);
  if (input.shape[0] !== 1) {
    const expected = 'one sample, [1, ...]';
    throw new ShapeError(`input has shape [${input.shape}]; expected ${expected}.`, {
      argument: 'input',
      value: input.shape,
      expected,
    });
  }
  if (!lrp.operators) for (const layer of layers) lrp.network.nodeOf(layer); // throws for a layer that is not there
  const summary = summaryOf(lrp, layers[0], 'relevance');
  let current = largest(await firstOf<number[]>(summary.analyze(input, selection, options)), width);
  const concepts: Concept[] = current.map(({ index, value }) => ({
    layer: layers[0],
    feature: index,
    relevance: value,
  }));
  const edges: ConceptEdge[] = [];
  for (let level = 1; level < layers.length; level++) {
    const from = { layer: layers[level - 1], features: new IndexedFeatures(...current.map(({ index }) => index)) };
    const flow = flowBetween(lrp, from, layers[level]);
    const fed = await firstOf<number[][]>(flow.analyze(input, selection, options));
    const reached = new Map<number, number>();
    current.forEach(({ index }, one) => {
      for (const { index: feature, value } of largest(fed[one], width)) {
        reached.set(feature, (reached.get(feature) ?? 0) + value);
        edges.push({
          from: { layer: layers[level - 1], feature: index },
          to: { layer: layers[level], feature },
          relevance: value,
        });
      }
    });
    current = [...reached].map(([index, value]) => ({ index, value }));
    concepts.push(...current.map(({ index, value }) => ({ layer: layers[level], feature: index, relevance: value })));
  }
  return { concepts, edges };
}

/** The values of the first sample. */
async function firstOf<Values>(analysis: Promise<Explanation>): Promise<Values> {
  const explanation = await analysis;
  try {
    return ((await explanation.val.array()) as Values[])[0];
  } finally {
    explanation.dispose();
  }
}

function largest(values: readonly number[], count: number): { index: number; value: number }[] {
  const ranked = values.map((value, index) => ({ index, value })).sort((a, b) => b.value - a.value);
  return ranked.slice(0, count);
}
