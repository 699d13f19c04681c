import {
  ArgMax,
  ArgMin,
  BatchToSpaceND,
  Cast,
  Cumprod,
  Cumsum,
  cast,
  engine,
  type KernelBackend,
  Max,
  Mean,
  Min,
  Multiply,
  Prod,
  SpaceToBatchND,
  Sum,
  scalar,
  type Tensor,
  type TensorInfo,
  Transpose,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall, KernelFix } from './kernel-fix';

/** What this file needs of the webgpu backend, and the types of all backends do not tell. */
interface WebgpuBackend extends KernelBackend {
  /** Whether the numbers are few, and not on the card: then its kernels compute in JavaScript. */
  shouldExecuteOnCPU(inputs: readonly TensorInfo[]): boolean;
}

const isWhole = ({ dtype }: TensorInfo) => dtype === 'int32' || dtype === 'bool';

/** The numbers as float32, in data of their own: a product is computed by a kernel, where a cast shares the data. */
function inFloats(x: TensorInfo): Tensor {
  return engine().runKernel(Multiply, { a: x as Tensor, b: scalar(1) });
}

/** A cast to float32 whose data are floats, not integers that are said to be floats. */
const castWhole =
  (own: Kernel) =>
  (call: KernelCall): TensorInfo => {
    const { x } = call.inputs;
    return call.attrs.dtype === 'float32' && isWhole(x)
      ? (tidy(() => inFloats(x)) as Tensor)
      : (own(call) as TensorInfo);
  };

/** The kernel's result for the same numbers as float32; what is made of integers alone is integers again. */
const throughFloats =
  (kernelName: string, own: Kernel) =>
  (call: KernelCall): TensorInfo => {
    const { inputs, attrs, backend } = call;
    if (!isWhole(inputs.x) || (backend as WebgpuBackend).shouldExecuteOnCPU([inputs.x])) return own(call) as TensorInfo;
    return tidy(() => {
      const result: Tensor = engine().runKernel(kernelName, { x: inFloats(inputs.x) }, attrs);
      if (kernelName === Mean || result.dtype !== 'float32') return result;
      return cast(result, kernelName === Sum ? 'int32' : inputs.x.dtype);
    });
  };

/** The kernels that move numbers to other places, and those that do so first, when an axis is not the last one. */
const moving = [Transpose, Sum, Mean, Max, Min, Prod, ArgMax, ArgMin, Cumsum, Cumprod, BatchToSpaceND, SpaceToBatchND];

/**
 * Integers are moved on graphics cards as float32. The webgpu backend's own shader that transposes does not compile for integers, nor for a cast of
 * them to float32, which shares their data; and what a shader that does not compile was submitted with stays zero: all of a model's numbers until then.
 * Integers beyond 2^24 are rounded, as that backend's other kernels do.
 */
export const wholeNumbers: KernelFix[] = [
  { name: 'whole-numbers', kernelName: Cast, backends: ['webgpu'], make: (own) => own && castWhole(own) },
  ...moving.map((kernelName): KernelFix => {
    return {
      name: 'whole-numbers',
      kernelName,
      backends: ['webgpu'],
      make: (own) => own && throughFloats(kernelName, own),
    };
  }),
];
