import { _FusedMatMul, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import type { KernelFix } from './kernel-fix';

/**
 * With a transposed factor, the wasm backend's own fused product adds the bias to the first row only: the factor is
 * transposed before.
 */
export const transposedFactors: KernelFix = {
  name: 'transposed-factors',
  kernelName: _FusedMatMul,
  backends: ['wasm'],
  make: (own) =>
    own &&
    ((call) => {
      const { inputs, attrs } = call;
      if (!inputs.bias || !(attrs.transposeA || attrs.transposeB)) {
        return own(call);
      }
      const turned = (name: 'a' | 'b', isTransposed: unknown) =>
        isTransposed ? transpose(inputs[name] as Tensor3D, [0, 2, 1]) : undefined;
      const a = turned('a', attrs.transposeA);
      const b = turned('b', attrs.transposeB);
      const factors = { ...inputs, a: a ?? inputs.a, b: b ?? inputs.b };
      const output = own({ ...call, inputs: factors, attrs: { ...attrs, transposeA: false, transposeB: false } });
      a?.dispose();
      b?.dispose();
      return output;
    }),
};
