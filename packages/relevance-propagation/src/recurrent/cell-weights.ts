import type { Tensor } from '@tensorflow/tfjs-core';

interface ActivationLike {
  apply(x: Tensor): Tensor;
}

interface VariableLike {
  read(): Tensor;
}

/** What this package needs to know of a cell of tfjs-layers. */
export interface CellWeights {
  readonly units: number;
  readonly activation: ActivationLike;
  readonly recurrentActivation?: ActivationLike;
  readonly kernel: VariableLike;
  readonly recurrentKernel: VariableLike;
  readonly bias?: VariableLike | null;
}
