import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import { type Attribution, differentiate, type HeatmapKind, type Model, ModelError } from 'xai-base';
import { guidedRelus } from '../backpropagation/guided-backprop';
import type { CamOptions } from './cam-analyzer';
import { placed, stretched } from './enlarge';
import { GradCAM } from './grad-cam';
import type { SplitModel } from './split-model';

/** Options of {@link GuidedGradCAM}. */
export interface GuidedGradCamOptions extends Omit<CamOptions, 'grid'> {
  /**
   * Lays the map over the input where its layer looks, by its receptive field, with linear interpolation. By default it is
   * stretched to the input's edges, each place with the value of the cell that it lies in, as captum does.
   */
  placed?: boolean;
}

/**
 * The fine detail of {@link GuidedBackprop} where {@link GradCAM} sees the class: their product, the map enlarged to
 * the input's size.
 *
 * `val` has the input's shape.
 *
 * @see R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh, D. Batra: Grad-CAM: Visual Explanations from Deep
 * Networks via Gradient-based Localization (2017)
 *
 * @example
 * ```ts
 * const adaptation = (maps: tf.Tensor) => tf.sum(maps, [1, 2]);
 * const image = tf.tensor4d([1, 2, 3, -4], [1, 2, 2, 1]);
 * const guided = new GuidedGradCAM((x: tf.Tensor) => tf.relu(x), adaptation);
 * (await analyze(image, guided)).val; // => [[[[1], [2]], [[3], [0]]]]
 * ```
 */
export class GuidedGradCAM extends GradCAM {
  protected static override readonly optionNames: readonly string[] = ['signed', 'receptiveField', 'placed'];
  override readonly name = 'GuidedGradCAM';
  override readonly heatmap: HeatmapKind = 'attribution';
  private readonly isPlaced: boolean;

  /**
   * @param featureLayers the model up to the feature maps `[batch, ..., features]`; or a model that is split already
   * @param adaptationLayers the model from there to the outputs `[batch, classes]`
   * @throws {ModelError} when one of them is no model
   */
  constructor(featureLayers: Model | SplitModel, adaptationLayers?: Model, options: GuidedGradCamOptions = {}) {
    super(featureLayers, adaptationLayers, options);
    this.isPlaced = options.placed ?? false;
  }

  protected override attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { val: map, output, mask } = super.attribute(input, select);
    const { gradient } = withGradients(guidedRelus, () =>
      differentiate(
        (x) => this.model.forward(x),
        input,
        () => mask,
      ),
    );
    return { val: mul(gradient, this.enlarge(map, input)), output, mask };
  }

  private enlarge(map: Tensor, input: Tensor): Tensor {
    if (!this.isPlaced) return stretched(map, input.shape);
    const field = this.fieldOf(input);
    if (field) return placed(map, input.shape, field);
    const expected = 'feature layers that keep places apart, or the option receptiveField: { begin, stride, size }';
    throw new ModelError(`What the cells of the layer see of the input is not known; expected ${expected}.`, {
      argument: 'receptiveField',
      expected,
    });
  }
}
