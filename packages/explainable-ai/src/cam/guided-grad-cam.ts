import { gather, mul, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import { type Attribution, differentiate, type HeatmapKind } from 'xai-base';
import { guidedRelus } from '../backpropagation/guided-backprop';
import { GradCAM } from './grad-cam';

/**
 * The fine detail of {@link GuidedBackprop} where {@link GradCAM} sees the class: their product, the map enlarged to
 * the input's size (each place takes the value of the cell of the map that it lies in).
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
  override readonly name = 'GuidedGradCAM';
  override readonly heatmap: HeatmapKind = 'attribution';

  protected override attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { val: map, output, mask } = super.attribute(input, select);
    const { gradient } = withGradients(guidedRelus, () =>
      differentiate(
        (x) => this.model.forward(x),
        input,
        () => mask,
      ),
    );
    return { val: mul(gradient, enlarge(map, input.shape)), output, mask };
  }
}

/** The map `[batch, ..., 1]` at the size of the input, each place with the value of the cell that it lies in. */
function enlarge(map: Tensor, shape: readonly number[]): Tensor {
  return shape.slice(1, -1).reduce((enlarged: Tensor, length, index) => {
    const cells = map.shape[index + 1];
    const nearest = Array.from({ length }, (_, place) => Math.floor((place * cells) / length));
    return gather(enlarged, tensor1d(nearest, 'int32'), index + 1);
  }, map);
}
