import { reshape, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  checkKeys,
  describeValue,
  Explanation,
  type FeatureSelector,
  IndexedFeatures,
  type OutputSelector,
  ValueError,
} from 'xai-base';
import { type NamedCondition, OperatorCRP } from '../graph/operator-crp';
import type { LRP } from '../lrp';
import { checkLRP } from '../propagation/check-lrp';
import { ConditionalAnalyzer, exchange } from './conditional-analyzer';

/** Layers, and which of their features keep their relevance: `{ conv2d_2: [3, 7], dense: [1] }`. */
export type LayerConditions = Readonly<Record<string, readonly number[]>>;

/** Where the features of a layer lie. */
export interface FeatureOptions {
  /**
   * The axis of the features, as the model has the value, of a model without layers: 1 for the heads of attention, `[batch, heads, tokens, tokens]`.
   * Left out, it is that of channels, or the last one.
   */
  readonly axis?: number;
}

/**
 * Concept relevance propagation: LRP down to the output of a layer, the relevance there masked to one feature (channel)
 * at a time, and LRP on to the input. One map a feature shows where in the input its part of the relevance lies.
 *
 * With conditions on several layers it is one map: at each of the layers only the named features keep their relevance.
 * What reaches the input on ways around the layers does not count, so that the sum over all features of a layer is
 * what LRP sends through that layer: all of it, where no skip connection leads around.
 *
 * Of a layer that is used several times, the last use counts; of a nested model, its last layer.
 *
 * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const hidden = tfl.layers.dense({ units: 2, inputShape: [2], name: 'hidden', useBias: false });
 * const model = tfl.sequential({ layers: [hidden, tfl.layers.dense({ units: 1, useBias: false })] });
 * model.setWeights([tf.tensor2d([[1, 0], [0, 1]]), tf.tensor2d([[1], [3]])]);
 * const crp = new CRP(new LRP(model), 'hidden', new IndexedFeatures(1, 0));
 * (await analyze(tf.tensor2d([[1, 1]]), crp)).val; // => [[0, 0.75], [0.25, 0]]
 * ```
 */
export class CRP extends Analyzer<AnalyzeOptions> {
  readonly name = 'CRP';
  private readonly conditions: readonly NamedCondition[];
  /** How many features of one layer are shown one at a time; undefined where there are conditions on several layers. */
  private readonly featureCount?: number;
  private readonly programs = new Map<number, Analyzer>();

  /** @param conditions layers by name, with the features that keep their relevance */
  constructor(lrp: LRP, conditions: LayerConditions);
  /**
   * @param lrp the rules
   * @param layer the name or the index of the layer; of a model without layers that of an operator, or the name of any value
   * @param features which of its features are shown
   * @throws {LayerNotFoundError} for a layer that the model does not have; of a model without layers at the first analysis
   * @throws {ValueError} for no conditions, and for anything but an LRP
   */
  constructor(lrp: LRP, layer: string | number, features: FeatureSelector, options?: FeatureOptions);
  constructor(
    /** The rules. */
    readonly lrp: LRP,
    layer: string | number | LayerConditions,
    features?: FeatureSelector,
    options: FeatureOptions = {},
  ) {
    super();
    checkLRP(lrp);
    checkKeys(options, lrp.operators ? ['axis'] : [], 'CRP');
    if (typeof layer === 'object' && layer !== null) {
      this.conditions = conditionsOf(layer);
    } else {
      if (typeof features?.select !== 'function') throw noFeatures(features);
      this.conditions = [{ layer, features, ...options }];
      this.featureCount = features.count;
    }
    if (!lrp.operators) for (const { layer } of this.conditions) lrp.network.nodeOf(layer); // throws for a layer that is not there
  }

  /** The layer whose features are shown one at a time; undefined where there are conditions on several layers. */
  get layer(): string | number | undefined {
    return this.featureCount === undefined ? undefined : this.conditions[0].layer;
  }

  override get readsIndices(): string | undefined {
    return this.lrp.readsIndices;
  }

  override get unit(): string {
    return this.lrp.unit;
  }

  override predict(input: Tensor, options: AnalyzeOptions = {}): Promise<Tensor> {
    return this.lrp.predict(input, options);
  }

  /** `val` is `[features * batch, ...]`, sorted by feature, then by input; `extras.features` names the features of each sample. */
  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    const { featureCount } = this;
    if (featureCount === undefined) return this.program(0).analyze(input, selector, options);
    const limit = options.batchSize ?? input.shape[0] * featureCount;
    const samples = Math.max(1, Math.floor(limit / featureCount));
    const featuresAtOnce = Math.min(featureCount, limit);
    const program = this.program(featuresAtOnce);
    const explanation = await program.analyze(input, selector, { ...options, batchSize: samples });
    const { val } = explanation;
    const [batch, , ...rest] = val.shape;
    const sorted = tidy(() => reshape(exchange(val), [featureCount * batch, ...rest]));
    val.dispose();
    return new Explanation({ ...explanation, val: sorted });
  }

  private program(featuresAtOnce: number): Analyzer {
    const known = this.programs.get(featuresAtOnce) ?? this.newProgram(featuresAtOnce);
    this.programs.set(featuresAtOnce, known);
    return known;
  }

  private newProgram(featuresAtOnce: number): Analyzer {
    const { lrp, conditions } = this;
    if (lrp.operators) return new OperatorCRP(lrp.operators, conditions, this.featureCount === undefined);
    const { network, options } = lrp;
    const onNodes = conditions.map(({ layer, features }) => ({ node: network.nodeOf(layer), features }));
    return new ConditionalAnalyzer(network, options, onNodes, featuresAtOnce || undefined);
  }
}

function conditionsOf(conditions: LayerConditions): NamedCondition[] {
  const entries = Object.entries(conditions);
  if (entries.length === 0) throw noFeatures(conditions);
  if (!entries.every(([, indices]) => Array.isArray(indices))) throw noFeatures(conditions);
  return entries.map(([layer, indices]) => ({ layer, features: new IndexedFeatures(...indices) }));
}

function noFeatures(value: unknown): ValueError {
  const expected = 'a layer with features, as in new CRP(lrp, layer, new TopNFeatures(5)), or { layer: [1, 2] }';
  return new ValueError(`CRP got ${describeValue(value)}; expected ${expected}.`, {
    argument: 'features',
    value,
    expected,
  });
}
