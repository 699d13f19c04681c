import { Cast, type DataType, Identity, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, KernelFix } from './kernel-fix';

/** A second tensor on the same data. */
function share({ inputs: { x }, backend }: KernelCall): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

/**
 * Copies share their data, as on the other backends: the wasm backend's own kernels copy it, for every tensor that is
 * saved for a gradient.
 */
export const shareData: KernelFix[] = [
  { name: 'share-data', kernelName: Identity, backends: ['wasm'], make: () => share },
  {
    name: 'share-data',
    kernelName: Cast,
    backends: ['wasm'],
    make: (own) =>
      own && ((call) => ((call.attrs.dtype as DataType) === call.inputs.x.dtype ? share(call) : own(call))),
  },
];
