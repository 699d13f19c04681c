import type { LayersModelLike } from 'xai-base';
import { finalSoftmax } from '../canonization/final-softmax';
import { ModelCheckError } from '../errors';
import { LinearStep } from '../steps/linear-step';
import { checkLayersModel } from './check-layers-model';
import { Network } from './network';
import type { RuledNode } from './ruled-network';

/** What the model check says of one layer. */
export interface LayerVerdict {
  readonly layer: string;
  readonly type: string;
  /** Why the layer cannot be analyzed; missing where it can. */
  readonly problem?: string;
}

/**
 * Which layers of a model LRP can analyze, and why not the others.
 *
 * @param model a tfjs-layers model
 * @returns a verdict for each use of a layer, in the order of evaluation
 * @throws {ModelError} for a model that has no layers
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layer = tfl.layers.dense({ units: 2, inputShape: [3], name: 'logits' });
 * inspectLayers(tfl.sequential({ layers: [layer] })); // => [{ layer: 'logits', type: 'Dense' }]
 * ```
 */
export function inspectLayers(model: LayersModelLike): LayerVerdict[] {
  checkLayersModel(model);
  return layerVerdicts(new Network(model));
}

function layerVerdicts(network: Network): LayerVerdict[] {
  const last = finalSoftmax(network);
  return network.nodes.map((node) => ({
    layer: node.node.path,
    type: node.node.layer.getClassName(),
    ...(node.problem && { problem: node.problem }),
    ...(node === last && {
      problem: 'the model ends in softmax, whose outputs compete; explain the logits: stripSoftmax(model).',
    }),
  }));
}

/**
 * Checks that all layers can be analyzed under their rules.
 *
 * @throws {ModelCheckError} that lists every layer with its verdict
 */
export function checkModel(network: Network, nodes: readonly RuledNode[]): void {
  const verdicts = layerVerdicts(network).map((verdict, index) => {
    const problem = verdict.problem ?? ruleProblem(nodes[index]);
    return problem ? { ...verdict, problem } : verdict;
  });
  if (verdicts.every(({ problem }) => !problem)) return;
  throw new ModelCheckError(
    `LRP cannot analyze the model.\n${verdicts.map(printVerdict).join('\n')}\n` +
      '({ skipChecks: true } analyzes it all the same, where all layers are known.)',
    { argument: 'model', value: verdicts, expected: 'a model of known layers that ends in logits' },
  );
}

/** One line a layer: its name, its class, and what is wrong with it. */
export function printVerdict({ layer, type, problem }: LayerVerdict): string {
  return `  ${problem ? '✗' : '✓'} ${layer} (${type})${problem ? `: ${problem}` : ''}`;
}

function ruleProblem({ rule, steps, node }: RuledNode): string | undefined {
  const linear = steps.filter((step) => step instanceof LinearStep && step.readers.weight);
  const type = node.layer.getClassName();
  if (linear.length === 0 || rule.isCompatible({ type, hasWeight: true })) return undefined;
  return `${rule} is not made for it.`;
}
