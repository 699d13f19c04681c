import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import { type Attribution, type Model, NoGradientError } from 'xai-base';
import { Gradient } from '../gradients/gradient';

/** The base of the methods that are a gradient in which some ops pass back something else than their own gradient. */
export abstract class ModifiedBackpropagation extends Gradient {
  abstract override readonly name: string;

  /**
   * @param model made of TensorFlow.js ops
   * @param gradients what these ops pass back
   * @throws {NoGradientError} when the model brings its own gradients, in which nothing can be changed
   */
  constructor(
    model: Model,
    private readonly gradients: GradConfig[],
  ) {
    super(model);
    if (!this.model.gradient) return;
    throw new NoGradientError(
      `${new.target.name} changes the gradients of single ops, which a model that brings its own gradients does not allow. ` +
        'Use Gradient, IntegratedGradients or SmoothGrad.',
      { argument: 'model', value: model },
    );
  }

  override get unit(): undefined {
    return undefined; // what is cut on its way is no slope;
  }

  protected override attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    return withGradients(this.gradients, () => super.attribute(input, select));
  }
}
