import { Cast, type DataType, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelFix } from './kernel-fix';

/** What this file needs of the cpu backend, and its types do not tell. */
interface CpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: DataType, values: Float32Array): TensorInfo;
  readonly data: { get(dataId: object): { readonly values: ArrayLike<number> } };
}

/**
 * Casts of integers to float32 on the cpu backend make an array of their own. The backend's own kernel keeps that of the integers, which is then
 * moved to another backend, or saved, byte by byte.
 */
export const castNumbers: KernelFix = {
  name: 'cast-numbers',
  kernelName: Cast,
  backends: ['cpu'],
  make: (own) =>
    own &&
    ((call) => {
      const { x } = call.inputs;
      if (call.attrs.dtype !== 'float32' || (x.dtype !== 'int32' && x.dtype !== 'bool')) return own(call);
      const backend = call.backend as CpuBackend;
      return backend.makeTensorInfo(x.shape, 'float32', Float32Array.from(backend.data.get(x.dataId).values));
    }),
};
