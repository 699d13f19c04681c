import { getKernel, getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** The time that a kernel took by itself, without the kernels that it called. */
export interface KernelTime {
  kernel: string;
  calls: number;
  milliseconds: number;
}

type KernelFunction = (...parameters: unknown[]) => unknown;

/**
 * Measures the kernels of a backend from now on. Their functions are synchronous on cpu and wasm, so that a clock before
 * and after tells their time.
 *
 * @returns reads the times since the last reading, longest first
 */
export function profileKernels(backendName: string): () => KernelTime[] {
  const times = new Map<string, KernelTime>();
  const within: number[] = []; // of each running kernel: the time of the kernels that it called
  for (const { kernelName } of getKernelsForBackend(backendName)) {
    const config = getKernel(kernelName, backendName);
    const own = config.kernelFunc as unknown as KernelFunction;
    const timed: KernelFunction = (...parameters) => {
      const start = performance.now();
      within.push(0);
      try {
        return own(...parameters);
      } finally {
        const elapsed = performance.now() - start;
        const time = times.get(kernelName) ?? { kernel: kernelName, calls: 0, milliseconds: 0 };
        time.calls++;
        time.milliseconds += elapsed - within.pop()!;
        times.set(kernelName, time);
        if (within.length > 0) within[within.length - 1] += elapsed;
      }
    };
    unregisterKernel(kernelName, backendName);
    // With the marks of the kernel, so that no correction is made to it a second time.
    registerKernel({ ...config, kernelFunc: Object.assign(timed, own) as never });
  }
  return () => {
    const sorted = [...times.values()].sort((a, b) => b.milliseconds - a.milliseconds);
    times.clear();
    return sorted;
  };
}
