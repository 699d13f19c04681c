import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiate } from '../../src/differentiate';
import type { Model } from '../../src/models/model';
import { toModelView } from '../../src/models/to-model-view';
import { type Attribution, ProgramAnalyzer } from '../../src/program-analyzer';

/** The gradient of the selected output: the smallest analyzer that needs one. */
export class Slope extends ProgramAnalyzer {
  readonly name = 'Slope';

  constructor(model: Model) {
    super(toModelView(model));
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
    return { val: gradient, output, mask };
  }
}
