import type { KernelBackend, KernelConfig, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** What a kernel is called with. */
export interface KernelCall {
  inputs: Record<string, TensorInfo>;
  attrs: NamedAttrMap;
  backend: KernelBackend;
}

/** The function of a kernel. */
export type Kernel = (call: KernelCall) => TensorInfo | TensorInfo[];

/** A kernel to register in the place of a backend's own, or where it has none. */
export interface KernelFix {
  /** Names the fix, so that it is made once. */
  name: string;
  kernelName: string;
  /** The backends that need it; without it, all. */
  backends?: string[];
  /** The new kernel, made from the backend's own; `undefined` leaves things as they are. */
  make: (own: Kernel | undefined) => Kernel | undefined;
}

/** The function of a registered kernel. */
export function kernelOf(config: KernelConfig | undefined): Kernel | undefined {
  return config?.kernelFunc as unknown as Kernel | undefined;
}
