import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution, LayersModelLike, OutputSelector } from 'xai-base';
import type { Rules } from './composites/assign-rules';
import { layerLines } from './composites/show-layers';
import { DetailedLRP, type Details } from './propagation/detailed-lrp';
import { checkModel } from './propagation/model-check';
import type { Conservation } from './propagation/passage-report';
import { checkLRPOptions, type LRPOptions, PropagationAnalyzer } from './propagation/propagation-analyzer';
import { RuledNetwork } from './propagation/ruled-network';
import { runLRP } from './propagation/run-lrp';

/** The options of one analysis by {@link LRP}. */
export interface LRPAnalyzeOptions extends AnalyzeOptions {
  /** Adds the relevance of every layer's output to the explanation: `extras.layerwiseRelevances`, a tensor by layer name. */
  layerwiseRelevances?: boolean;
  /** Adds where the relevance of every layer went to the explanation: `extras.conservation`, a {@link LayerConservation} by layer name. */
  conservation?: boolean;
}

/** Where the relevance of a layer went, a number a sample: relevance = received + bias + stabilizer, for rules that conserve it. */
export type LayerConservation = Conservation<number[]>;

/**
 * Layer-wise relevance propagation: the output's value is traced back to the input, layer by layer, each neuron sharing
 * what it is given among its inputs by the rule of its layer.
 *
 * The parameters that the rules modify are computed once per analyzer, at its first analysis, and again when the model's
 * weights have changed.
 *
 * @see S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation (2015)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], useBias: false })] });
 * model.setWeights([tf.tensor2d([[1], [3]])]);
 * const explanation = await analyze(tf.tensor2d([[1, 1]]), new LRP(model));
 * explanation.val; // => [[0.25, 0.75]]
 * ```
 */
export class LRP extends PropagationAnalyzer<LRPAnalyzeOptions> {
  readonly name: string = 'LRP';
  private readonly detailed = new Map<string, DetailedLRP>();

  /**
   * @param model a tfjs-layers model of one output, which are logits; of several inputs, the further ones are `furtherInputs` of the analysis
   * @param rules a composite, or a rule a layer; without any, `ZeroRule` for all
   * @throws {ModelCheckError} that lists each layer with its verdict, when the model or a rule does not fit
   * @throws {ModelError} for a model that has no layers, or not one output
   * @throws {ShapeError} for a list of rules that is not as long as the list of layers
   * @throws {ValueError} for anything that gives no rules, and an option that does not exist
   */
  constructor(model: LayersModelLike, rules?: Rules, options: LRPOptions = {}) {
    checkLRPOptions(options);
    const network = new RuledNetwork(model, rules);
    if (!options.skipChecks) checkModel(network.network, network.nodes);
    super(network, options);
    if (options.verbose) console.info(String(this));
  }

  override get moreOptions(): readonly string[] {
    return ['layerwiseRelevances', 'conservation'];
  }

  protected override explain(input: Tensor, selector: OutputSelector, options: LRPAnalyzeOptions) {
    const { layerwiseRelevances = false, conservation = false, ...shared } = options;
    if (!layerwiseRelevances && !conservation) return super.explain(input, selector, options);
    return this.withDetails({ layerwiseRelevances, conservation }).analyze(input, selector, shared);
  }

  /** The analyzer that tells these details: one for each combination, so that its programs stay the same. */
  private withDetails(details: Details): DetailedLRP {
    const key = JSON.stringify(details);
    const known = this.detailed.get(key) ?? new DetailedLRP(this.name, this.network, this.options, details);
    this.detailed.set(key, known);
    return known;
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor, ...parameters: Tensor[]): Attribution {
    const outputRelevance = (mask: Tensor, output: Tensor) => this.outputRelevance(mask, output);
    return runLRP({ network: this.network, activations: this.activations(input), parameters, select, outputRelevance });
  }

  /** The layers with their rules, one a line. */
  override toString(): string {
    return `LRP(\n${layerLines(this.network.layers).join('\n')}\n)`;
  }
}
