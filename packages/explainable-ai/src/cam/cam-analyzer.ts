import { relu, type Tensor } from '@tensorflow/tfjs-core';
import {
  type Attribution,
  differentiate,
  type HeatmapKind,
  type LayersModelLike,
  type Model,
  ProgramAnalyzer,
  toModelView,
} from 'xai-base';
import { isSplitModel, type SplitModel, splitAtLayer, splitOfModels } from './split-model';

/** Options of the class activation maps. */
export interface CamOptions {
  /** Keeps what speaks against the selected output, too: leaves out the ReLU at the end. */
  signed?: boolean;
}

/**
 * The base of the class activation maps: methods that combine the feature maps of a layer and the gradient of the
 * selected output with respect to them into one coarse map over the layer's space, `[batch, ..., 1]`.
 *
 * @example
 * ```ts
 * class StrongestFeature extends CamAnalyzer {
 *   readonly name = 'StrongestFeature';
 *   protected map(features: tf.Tensor, gradient: tf.Tensor) {
 *     return tf.max(tf.mul(features, gradient), -1, true); // [batch, ..., 1]
 *   }
 * }
 * const adaptation = (maps: tf.Tensor) => tf.sum(maps, [1, 2]);
 * const image = tf.tensor4d([1, 2, 3, -4], [1, 2, 2, 1]);
 * (await analyze(image, new StrongestFeature((x: tf.Tensor) => tf.mul(x, 2), adaptation))).val; // => [[[[2], [4]], [[6], [0]]]]
 * ```
 */
export abstract class CamAnalyzer extends ProgramAnalyzer {
  override readonly heatmap: HeatmapKind = 'cam';
  private readonly parts: SplitModel;

  /**
   * @param featureLayers the model up to the feature maps `[batch, ..., features]`; or a model that is split already
   * @param adaptationLayers the model from there to the outputs `[batch, classes]`
   * @throws {ModelError} when one of them is no model
   */
  constructor(
    featureLayers: Model | SplitModel,
    adaptationLayers?: Model,
    private readonly options: CamOptions = {},
  ) {
    const parts = isSplitModel(featureLayers) ? featureLayers : splitOfModels(featureLayers, adaptationLayers as Model);
    super(
      toModelView((input) => {
        const { features, classify } = parts.split(input);
        return classify(features);
      }),
    );
    this.parts = parts;
  }

  /**
   * The same, cut from one layers model.
   *
   * @param model a tfjs-layers model
   * @param layer the layer with the feature maps: its name, its path in nested models (`mobilenet/conv1`), or its index
   * @throws {LayerNotFoundError} when there is no such layer
   */
  static at<T>(
    this: new (
      parts: SplitModel,
      adaptationLayers?: undefined,
      options?: CamOptions,
    ) => T,
    model: LayersModelLike,
    layer: string | number,
    options?: CamOptions,
  ): T {
    return new this(splitAtLayer(model, layer), undefined, options);
  }

  /**
   * The map before the ReLU, as a pure program of TensorFlow.js ops.
   *
   * @param features `[batch, ..., features]`
   * @param gradient of the selected outputs, of the same shape
   * @returns `[batch, ..., 1]`
   */
  protected abstract map(features: Tensor, gradient: Tensor): Tensor;

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { features, classify } = this.parts.split(input);
    const { gradient, output, mask } = differentiate(classify, features, select);
    const map = this.map(features, gradient);
    return { val: this.options.signed ? map : relu(map), output, mask };
  }
}
