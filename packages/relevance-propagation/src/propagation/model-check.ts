import type { LayersModelLike } from 'xai-base';
import { finalSoftmax } from '../canonization/final-softmax';
import { ModelCheckError } from '../errors';
import { LinearStep } from '../steps/linear-step';
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
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layer = tfl.layers.dense({ units: 2, inputShape: [3], name: 'logits' });
 * inspectLayers(tfl.sequential({ layers: [layer] })); // => [{ layer: 'logits', type: 'Dense' }]
 * ```
 */
export function inspectLayers(model: LayersModelLike): LayerVerdict[] {
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
  const outputs = network.model.outputs.length;
  const inputs = network.model.inputs.length;
  if (verdicts.every(({ problem }) => !problem) && outputs === 1 && inputs === 1) return;
  const shape =
    outputs === 1 && inputs === 1 ? '' : `It has ${inputs} inputs and ${outputs} outputs; expected one of each.\n`;
  throw new ModelCheckError(
    `LRP cannot analyze the model.\n${shape}${verdicts.map(printVerdict).join('\n')}\n` +
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
