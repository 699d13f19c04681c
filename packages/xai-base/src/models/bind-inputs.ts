import type { FurtherInputs } from '../further-inputs/further-inputs';
import type { ModelView } from './model-view';

/**
 * The view of a model whose further inputs are these: one row for all samples, or a row for each of those that it is asked about.
 *
 * @example
 * ```ts
 * const view = toModelView((x: tf.Tensor, [y]: tf.Tensor[]) => tf.add(x, y));
 * await bindInputs(view, [tf.tensor2d([[10]])]).predict(tf.tensor2d([[1], [2]])); // => [[11], [12]]
 * ```
 */
export function bindInputs(view: ModelView, further: FurtherInputs | undefined): ModelView {
  if (further === undefined) return view;
  return {
    readsIndices: view.readsIndices,
    predict: (input) => view.predict(input, further),
    forward: (input) => view.forward(input, further),
    ...(view.gradient && { gradient: (input, mask) => gradientOf(view, input, mask, further) }),
    ...(view.layerWhere && { layerWhere: (holds, input) => view.layerWhere?.(holds, input, further) }),
  };
}

const gradientOf = (
  view: ModelView,
  ...[input, mask, further]: Parameters<NonNullable<ModelView['gradient']>>
): ReturnType<NonNullable<ModelView['gradient']>> =>
  (view.gradient as NonNullable<ModelView['gradient']>)(input, mask, further);
