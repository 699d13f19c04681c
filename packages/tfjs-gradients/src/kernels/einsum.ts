import { backend_util, Einsum, type EinsumAttrs, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { contract, parseEquation } from '../arithmetic/einsum';
import type { KernelCall, KernelFix } from './kernel-fix';

/** Sums of products, by one batched matrix product. */
function einsum({ inputs, attrs }: KernelCall): Tensor {
  const { equation } = attrs as unknown as EinsumAttrs;
  const tensors = Object.values(inputs) as Tensor[];
  const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors);
  const { terms, output } = parseEquation(equation);
  const [first, second] = terms.map((labels, index) => ({ labels, tensor: tensors[index] }));
  return tidy(() => contract(first, second, output));
}

/** The wasm backend has none; that of the cpu backend gives wrong shapes for equations such as 'ijk,kl->li'. */
export const einsumFix: KernelFix = {
  name: 'einsum',
  kernelName: Einsum,
  backends: ['cpu', 'wasm'],
  make: () => einsum,
};
