import type { BrowserEngine } from '../in-page/browser-engines';

/** What an engine cannot do, or not as exactly. */
export interface KnownDifference {
  readonly engines: readonly BrowserEngine[];
  /** The tests that show it. */
  readonly tests: RegExp;
  readonly why: string;
}

/** Differences that are known, and told where engines are described. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    engines: ['compiled-webgpu'],
    tests: /^kernels > (Acos|Cos|Sin|Tan) /,
    why: 'sines and cosines of SwiftShader are right to 1e-3, as WebGPU allows',
  },
  {
    engines: ['compiled-webgpu'],
    tests: /^kernels > MaxPool(3D)?Grad /,
    why: 'it cannot tell where the largest cell of a window is: gradients of maximum pools are composed of comparisons, and only the bare kernel fails',
  },
  {
    engines: ['compiled-webgpu'],
    tests: /^kernels > Conv3DBackpropInputV2 /,
    why: 'it has no transposed convolution of volumes',
  },
];

/** Why a test is known to fail on an engine, if it is. */
export function knownDifference(engine: BrowserEngine, test: string): string | undefined {
  return knownDifferences.find(({ engines, tests }) => engines.includes(engine) && tests.test(test))?.why;
}
