import type { Tensor } from '@tensorflow/tfjs-core';
import {
  Analyzer,
  type Explanation,
  isLayersModel,
  type Model,
  ModelError,
  type OutputSelector,
  toModelView,
} from 'xai-base';
import { checkRules, type Rules } from './composites/assign-rules';
import { OperatorLRP } from './graph/operator-lrp';
import type { OperatorModel } from './graph/operator-program';
import { LayersLRP } from './propagation/layers-lrp';
import { checkLRPOptions, type LRPAnalyzeOptions, type LRPOptions } from './propagation/lrp-options';
import type { RuledNetwork } from './propagation/ruled-network';

/**
 * Layer-wise relevance propagation: the output's value is traced back to the input, layer by layer, each neuron sharing
 * what it is given among its inputs by the rule of its layer.
 *
 * A tfjs-layers model is gone through by its layers. What the rules of this package make of a weight is kept with the weight, for all analyzers, and
 * made anew when the weight has changed.
 *
 * Any other model that is made of TensorFlow.js ops (an ONNX file that was read, a graph-model, a function) is gone through by its operators: each
 * product with a constant, be it a convolution of any kind or a matrix product, is a layer together with its bias and with a normalization behind it,
 * and composites name it by the class of layers that does the same, by the names of its values, or by its place among the operators.
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
 *
 * const weights = tf.tensor2d([[1, -1], [3, 2]]);
 * const traced = (x: tf.Tensor) => tf.sum(tf.relu(tf.matMul(x, weights)), 1, true); // the same, by the operators of a function
 * (await analyze(tf.tensor2d([[1, 1]]), new LRP(traced, new Composite(new GlobalTypeMap(['Dense', new ZPlusRule()]))))).val; // => [[0.2, 0.8]]
 * ```
 */
export class LRP extends Analyzer<LRPAnalyzeOptions> {
  readonly name: string = 'LRP';
  /** The model's operators and how they get their rules; none, of a tfjs-layers model. */
  readonly operators?: OperatorModel;
  private readonly layers?: LayersLRP;
  private readonly detailed = new Map<string, OperatorLRP>();

  /**
   * @param model any model that has gradients, of one output, which are logits; of several inputs, the further ones are `furtherInputs` of the analysis
   * @param rules a composite, or a rule a layer; without any, `ZeroRule` for all
   * @throws {ModelCheckError} that lists each layer with its verdict, when the model or a rule does not fit; of a model that is gone through by its
   * operators, at the first analysis
   * @throws {ModelError} for anything that is no model, or has not one output
   * @throws {ShapeError} for a list of rules that is not as long as the list of layers
   * @throws {ValueError} for anything that gives no rules, and an option that does not exist
   */
  constructor(
    model: Model,
    rules?: Rules,
    readonly options: LRPOptions = {},
  ) {
    super();
    const hasLayers = isLayersModel(model);
    checkLRPOptions(options, hasLayers);
    if (hasLayers) {
      this.layers = new LayersLRP(model, rules, options);
      if (options.verbose) console.info(String(this));
    } else {
      checkRules(rules);
      this.operators = { view: toModelView(model), rules, options };
    }
  }

  /**
   * The layers of a tfjs-layers model with their rules.
   *
   * @throws {ModelError} for any other model
   */
  get network(): RuledNetwork {
    if (this.layers) return this.layers.network;
    const expected = 'a tfjs-layers model';
    throw new ModelError(`The model has no layers; expected ${expected}.`, {
      argument: 'model',
      value: 'operators',
      expected,
    });
  }

  override get unit(): string {
    return this.program.unit;
  }

  override get readsIndices(): string | undefined {
    return this.program.readsIndices;
  }

  override get moreOptions(): readonly string[] {
    return ['layerwiseRelevances', 'conservation'];
  }

  override predict(
    input: Tensor,
    { layerwiseRelevances, conservation, ...options }: LRPAnalyzeOptions = {},
  ): Promise<Tensor> {
    return this.program.predict(input, options);
  }

  protected explain(input: Tensor, selector: OutputSelector, options: LRPAnalyzeOptions): Promise<Explanation> {
    if (this.layers) return this.layers.analyze(input, selector, options);
    const { layerwiseRelevances = false, conservation = false, ...shared } = options;
    return this.telling({ layerwiseRelevances, conservation }).analyze(input, selector, shared);
  }

  private get program(): LayersLRP | OperatorLRP {
    return this.layers ?? this.telling({ layerwiseRelevances: false, conservation: false });
  }

  /** The analyzer that tells these details of operators: one for each combination, so that its programs stay the same. */
  private telling(details: ConstructorParameters<typeof OperatorLRP>[1] & object): OperatorLRP {
    const key = JSON.stringify(details);
    const known = this.detailed.get(key) ?? new OperatorLRP(this.operators as OperatorModel, details);
    this.detailed.set(key, known);
    return known;
  }

  /** The layers with their rules, one a line; of other models the operators, which are known after the first analysis. */
  override toString(): string {
    if (this.layers) return String(this.layers);
    const printed = this.operators?.printed;
    return printed === undefined ? 'LRP(operators are known after the first analysis)' : `LRP(\n${printed}\n)`;
  }
}
