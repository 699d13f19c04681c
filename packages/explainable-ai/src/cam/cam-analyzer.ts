import { relu, type Tensor } from '@tensorflow/tfjs-core';
import {
  type Attribution,
  checkKeys,
  checkPatchGrid,
  checkReceptiveField,
  differentiate,
  type Explanation,
  type FurtherInputs,
  type HeatmapKind,
  type LayersModelLike,
  type Model,
  type PatchGrid,
  ProgramAnalyzer,
  patchGrid,
  type ReceptiveField,
  toModelView,
  traceReceptiveField,
} from 'xai-base';
import { type CuttableModel, isSplitModel, type SplitModel, splitAt, splitOfModels } from './split-model';

/** Options of the class activation maps. */
export interface CamOptions {
  /** Keeps what speaks against the selected output, too: leaves out the ReLU at the end. */
  signed?: boolean;
  /**
   * What the cells of the feature maps see of the input, for feature layers through which it cannot be followed, such as those
   * of an engine of their own; otherwise it is found.
   */
  receptiveField?: ReceptiveField;
  /**
   * Of a vision transformer, whose features are those of tokens, `[batch, tokens, features]`: lays the tokens out as the patches of the image lie, row by row. `true`
   * for a square image; tokens before the patches, such as the classifying one, are left out.
   */
  grid?: PatchGrid;
}

/**
 * The base of the class activation maps: methods that combine the feature maps of a layer and the gradient of the
 * selected output with respect to them into one coarse map over the layer's space, `[batch, ..., 1]`.
 *
 * `extras.receptiveField` says what the cells of the map see of the input, so that it is drawn where its layer looks. It is found by
 * following the TensorFlow.js ops from the input to the feature maps, of any model; absent where these mix places (then
 * heatmaps stretch the map over the image).
 *
 * @example
 * ```ts
 * class StrongestFeature extends CamAnalyzer {
 *   readonly name = 'StrongestFeature';
 *   protected map(features: tf.Tensor, gradient: tf.Tensor) {
 *     return tf.max(tf.mul(features, gradient), -1, true); // [batch, ..., 1]
 *   }
 * }
 * const featureLayers = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid');
 * const adaptation = (maps: tf.Tensor) => tf.sum(maps, [1, 2]);
 * const image = tf.tensor4d([1, 2, 3, -4, 1, 2], [1, 2, 3, 1]);
 * const explanation = await analyze(image, new StrongestFeature(featureLayers, adaptation));
 * explanation.val; // => [[[[0], [2]]]]
 * explanation.extras?.receptiveField; // => ({ begin: [0, 0], stride: [1, 1], size: [2, 2] })
 * ```
 */
export abstract class CamAnalyzer extends ProgramAnalyzer {
  /** The options that the constructor takes. */
  protected static readonly optionNames: readonly string[] = ['signed', 'receptiveField', 'grid'];

  override readonly heatmap: HeatmapKind = 'cam';
  private readonly parts: SplitModel;
  /** What the cells see of a sample of this shape. */
  private readonly fields = new Map<string, ReceptiveField | undefined>();

  /**
   * @param featureLayers the model up to the feature maps `[batch, ..., features]`; or a model that is split already
   * @param adaptationLayers the model from there to the outputs `[batch, classes]`
   * @throws {ModelError} when one of them is no model
   * @throws {ValueError} for an option that there is not, or a grid that is none
   */
  constructor(
    featureLayers: Model | SplitModel,
    adaptationLayers?: Model,
    private readonly options: CamOptions = {},
  ) {
    checkKeys(options, new.target.optionNames, new.target.name);
    checkPatchGrid(options.grid);
    const parts = isSplitModel(featureLayers) ? featureLayers : splitOfModels(featureLayers, adaptationLayers);
    super(
      toModelView((input: Tensor, further?: FurtherInputs) => {
        const { features, classify } = parts.split(input, further);
        return classify(features);
      }),
    );
    this.parts = parts;
  }

  /**
   * The same, cut from one model.
   *
   * @param model a tfjs-layers model, or a model of onnx-model's `readOnnx`
   * @param layer the layer with the feature maps: its name, its path in nested models (`mobilenet/conv1`), or its index; of an ONNX model, the name of any value
   * inside of its graph, such as the first that `model.featureMaps(input)` lists
   * @throws {LayerNotFoundError} when there is no such layer
   * @throws {ValueError} when an ONNX model computes no such value
   * @throws {ModelError} when it can not be cut
   */
  static at<T, Options extends CamOptions>(
    this: new (
      parts: SplitModel,
      adaptationLayers?: undefined,
      options?: Options,
    ) => T,
    model: LayersModelLike | CuttableModel,
    layer: string | number,
    options?: Options,
  ): T {
    return new this(splitAt(model, layer), undefined, options);
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
    const { features, classify } = this.follow(input);
    const { gradient, output, mask } = differentiate(classify, features, select);
    const { grid } = this.options;
    const inSpace = (tensor: Tensor) => (grid === undefined ? tensor : patchGrid(tensor, grid));
    const map = this.map(inSpace(features), inSpace(gradient));
    return { val: this.options.signed ? map : relu(map), output, mask };
  }

  /** What the cells of the map see of an input of this shape, once it has been explained. */
  protected fieldOf({ shape }: Tensor): ReceptiveField | undefined {
    return this.fields.get(String(shape.slice(1)));
  }

  protected override explanation(parts: Parameters<ProgramAnalyzer['explanation']>[0]): Promise<Explanation> {
    const receptiveField = this.heatmap === 'cam' ? this.fieldOf(parts.input) : undefined; // what was enlarged lies where the input does
    return super.explanation({ ...parts, ...(receptiveField && { extras: { ...parts.extras, receptiveField } }) });
  }

  /** The model in its two halves at an input; what the cells of the first see of it is kept. */
  private follow(input: Tensor): ReturnType<SplitModel['split']> {
    const sample = String(input.shape.slice(1));
    const { furtherInputs: further } = this;
    if (this.fields.has(sample)) return this.parts.split(input, further);
    let split: ReturnType<SplitModel['split']> | undefined;
    const { field } = traceReceptiveField((x) => {
      split = this.parts.split(x, further);
      return split.features;
    }, input);
    const { receptiveField: given } = this.options;
    this.fields.set(sample, given === undefined ? field : checkReceptiveField(given, input.rank - 2));
    return split as ReturnType<SplitModel['split']>;
  }
}
