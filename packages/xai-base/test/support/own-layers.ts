import { cumprod, mul, type Tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

interface LayerConfig {
  name?: string;
  inputShape?: tfl.Shape;
}

/** A layer of the user's own, that computes by a function. */
export class OwnLayer extends tfl.layers.Layer {
  static readonly className: string = 'OwnLayer';

  constructor(
    private readonly compute: (input: Tensor) => Tensor,
    config: LayerConfig = {},
  ) {
    super(config);
  }

  override computeOutputShape(shape: tfl.Shape): tfl.Shape {
    return shape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return this.compute([inputs].flat()[0]);
  }
}

/** A layer whose op has no gradient. */
export class Products extends OwnLayer {
  static override readonly className = 'Products';

  constructor(config?: LayerConfig) {
    super((input) => cumprod(input, 1), config);
  }
}

/** A layer that doubles. */
export class Doubling extends OwnLayer {
  static override readonly className = 'Doubling';

  constructor(config?: LayerConfig) {
    super((input) => mul(input, 2), config);
  }
}
