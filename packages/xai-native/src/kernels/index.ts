import type { KernelTable } from '../trace/kernel-call';
import { activationKernels } from './activations';
import { binaryKernels } from './binary';
import { convolutionKernels } from './convolution';
import { imageKernels } from './image';
import { indexingKernels } from './indexing';
import { makingKernels } from './making';
import { matMulKernels } from './matmul';
import { normalizationKernels } from './normalization';
import { poolingKernels } from './pooling';
import { reductionKernels } from './reduction';
import { shapeKernels } from './shape';
import { slicingKernels } from './slicing';
import { unaryKernels } from './unary';

/** The kernels of TensorFlow.js that can be part of a graph. */
export const kernels: KernelTable = {
  ...activationKernels,
  ...binaryKernels,
  ...convolutionKernels,
  ...imageKernels,
  ...indexingKernels,
  ...makingKernels,
  ...matMulKernels,
  ...normalizationKernels,
  ...poolingKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...slicingKernels,
  ...unaryKernels,
};
