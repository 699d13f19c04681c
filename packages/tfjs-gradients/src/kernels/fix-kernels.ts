import { engine, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { kernelFixes } from './index';
import { type Kernel, type KernelFix, kernelOf } from './kernel-fix';

const fixesKey = Symbol.for('tfjs-gradients/fixes');

/** A kernel that knows which fixes were made to it, by whichever copy of this package. */
type MarkedKernel = Kernel & { [fixesKey]?: string[] };

function fixKernel({ name, kernelName, make }: KernelFix, backendName: string): void {
  const config = getKernel(kernelName, backendName);
  const own: MarkedKernel | undefined = kernelOf(config);
  const made = own?.[fixesKey] ?? [];
  if (made.includes(name)) {
    return;
  }
  const kernel = make(own);
  if (kernel === undefined || kernel === own) {
    return;
  }
  const kernelFunc = Object.assign((call: Parameters<Kernel>[0]) => kernel(call), { [fixesKey]: [...made, name] });
  if (config !== undefined) {
    unregisterKernel(kernelName, backendName);
  }
  registerKernel({ ...config, kernelName, backendName, kernelFunc: kernelFunc as never });
}

/** Makes every fix that is not made yet, on all backends that are registered. */
export function fixKernels(): void {
  for (const backendName of engine().backendNames()) {
    for (const fix of kernelFixes) {
      if (fix.backends?.includes(backendName) ?? true) {
        fixKernel(fix, backendName);
      }
    }
  }
}
