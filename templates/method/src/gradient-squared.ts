import { square, type Tensor } from '@tensorflow/tfjs-core';
import { type Attribution, differentiate, type Model, ProgramAnalyzer, toModelView } from 'xai-base';

/** The square of the gradient of the selected output by each element of the input: (∂f/∂x)². */
export class GradientSquared extends ProgramAnalyzer {
  readonly name = 'GradientSquared';

  /** @param model a function, a layers-model, a graph-model, or an object with gradients of its own */
  constructor(model: Model) {
    super(toModelView(model));
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
    return { val: square(gradient), output, mask };
  }
}
