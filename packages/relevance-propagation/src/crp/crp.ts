import { reshape, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  describeValue,
  Explanation,
  type FeatureSelector,
  IndexedFeatures,
  type OutputSelector,
  ValueError,
} from 'xai-base';
import type { LRP } from '../lrp';
import { checkLRP } from '../propagation/check-lrp';
import { ConditionalAnalyzer, exchange } from './conditional-analyzer';
import type { Condition } from './conditional-relevance';

/** Layers, and which of their features keep their relevance: `{ conv2d_2: [3, 7], dense: [1] }`. */
export type LayerConditions = Readonly<Record<string, readonly number[]>>;

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
  private readonly conditions: readonly Condition[];
  /** How many features of one layer are shown one at a time; undefined where there are conditions on several layers. */
  private readonly featureCount?: number;
  private readonly programs = new Map<number, ConditionalAnalyzer>();

  /** @param conditions layers by name, with the features that keep their relevance */
  constructor(lrp: LRP, conditions: LayerConditions);
  /**
   * @param lrp the rules
   * @param layer the name or the index of the layer
   * @param features which of its features are shown
   * @throws {LayerNotFoundError} for a layer that the model does not have
   * @throws {ValueError} for no conditions, and for anything but an LRP
   */
  constructor(lrp: LRP, layer: string | number, features: FeatureSelector);
  constructor(
    private readonly lrp: LRP,
    layer: string | number | LayerConditions,
    features?: FeatureSelector,
  ) {
    super();
    checkLRP(lrp);
    if (typeof layer === 'object' && layer !== null) {
      this.conditions = conditionsOf(lrp, layer);
    } else {
      if (typeof features?.select !== 'function') throw noFeatures(features);
      this.conditions = [{ node: lrp.network.nodeOf(layer), features }];
      this.featureCount = features.count;
    }
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

  private program(featuresAtOnce: number): ConditionalAnalyzer {
    const { network, options } = this.lrp;
    const program =
      this.programs.get(featuresAtOnce) ??
      new ConditionalAnalyzer(network, options, this.conditions, featuresAtOnce || undefined);
    this.programs.set(featuresAtOnce, program);
    return program;
  }
}

function conditionsOf(lrp: LRP, conditions: LayerConditions): Condition[] {
  const entries = Object.entries(conditions);
  if (entries.length === 0) throw noFeatures(conditions);
  if (!entries.every(([, indices]) => Array.isArray(indices))) throw noFeatures(conditions);
  return entries.map(([layer, indices]) => ({
    node: lrp.network.nodeOf(layer),
    features: new IndexedFeatures(...indices),
  }));
}

function noFeatures(value: unknown): ValueError {
  const expected = 'a layer with features, as in new CRP(lrp, layer, new TopNFeatures(5)), or { layer: [1, 2] }';
  return new ValueError(`CRP got ${describeValue(value)}; expected ${expected}.`, {
    argument: 'features',
    value,
    expected,
  });
}
