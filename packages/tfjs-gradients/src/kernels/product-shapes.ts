import { _FusedMatMul, BatchMatMul } from '@tensorflow/tfjs-core';
import { shared } from '../shared';
import type { KernelFix } from './kernel-fix';

/**
 * The wasm backend keeps an operator for the data of each second factor and uses it again when the same data comes in
 * another shape: wrong numbers, or a crash. Such a factor is copied.
 */
export const productShapes: KernelFix[] = [BatchMatMul, _FusedMatMul].map((kernelName) => ({
  name: 'product-shapes',
  kernelName,
  backends: ['wasm'],
  make: (own) =>
    own &&
    ((call) => {
      const { inputs, backend } = call;
      const shape = inputs.b.shape.slice(-2).join();
      const { factorShapes } = shared();
      const former = factorShapes.get(inputs.b.dataId);
      if (former === undefined) factorShapes.set(inputs.b.dataId, shape);
      if (former === undefined || former === shape) return own(call);
      const copy = backend.write(backend.readSync(inputs.b.dataId), inputs.b.shape, inputs.b.dtype);
      const output = own({
        ...call,
        inputs: { ...inputs, b: { shape: inputs.b.shape, dtype: inputs.b.dtype, dataId: copy } },
      });
      backend.disposeData(copy);
      return output;
    }),
}));
