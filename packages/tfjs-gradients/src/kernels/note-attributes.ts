import {
  _FusedMatMul,
  engine,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { GradientError } from '../errors';
import { shared } from '../shared';
import type { KernelFix } from './kernel-fix';

/**
 * The gradient of a fused operation is not told the operation's attributes: the kernels note them under the data of
 * their output, where the gradient finds them, while a tape runs.
 */
export const noteAttributes: KernelFix[] = [FusedConv2D, FusedDepthwiseConv2D, _FusedMatMul].map((kernelName) => ({
  name: 'note-attributes',
  kernelName,
  make: (own) =>
    own &&
    ((call) => {
      const output = own(call);
      if (engine().state.gradientDepth === 0) return output;
      for (const { dataId } of [output].flat()) {
        shared().attributes.set(dataId, { kernelName, attributes: call.attrs });
      }
      return output;
    }),
}));

/** The kernels whose attributes are noted, by the names that their operations have on a tape. */
const fusedKernels: Readonly<Record<string, string>> = {
  fusedConv2d__op: FusedConv2D,
  fusedDepthwiseConv2d__op: FusedDepthwiseConv2D,
  fusedMatMul__op: _FusedMatMul,
};

/** The attributes of a fused operation, which are noted under one of the tensors that it saved; nothing of any other operation. */
export function fusedAttributes(operation: string, saved: readonly Tensor[]): NamedAttrMap | undefined {
  const kernelName = fusedKernels[operation];
  if (!kernelName) return undefined;
  const noted = saved.map(({ dataId }) => shared().attributes.get(dataId));
  return noted.find((one) => one?.kernelName === kernelName)?.attributes;
}

/** The attributes with which the kernel made this output. */
export function attributesOf<Attributes>(kernelName: string, { dataId }: Tensor): Attributes {
  const noted = shared().attributes.get(dataId);
  if (noted?.kernelName !== kernelName) {
    throw new GradientError(
      `The gradient of ${kernelName} needs its attributes, which were not noted: call loadGradients() after the ` +
        'backend is registered and before the function is computed.',
    );
  }
  return noted.attributes as NamedAttrMap as unknown as Attributes;
}
