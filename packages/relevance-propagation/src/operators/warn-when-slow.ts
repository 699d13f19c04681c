import { getBackend } from '@tensorflow/tfjs-core';
import type { RecordedOperation, Recording } from 'tfjs-gradients';
import { products } from './kernels';

/** Multiplications in a second that backends manage at least on common machines. */
const speeds: Readonly<Record<string, number>> = { cpu: 1e8 };
const usual = 3e9;

/** From how many seconds on it is said. */
const longest = 10;

/** Says once that an analysis whose operations run one by one will take long, and what makes it fast. */
export class SlownessWarning {
  private isSaid = false;

  constructor(private readonly method: string) {}

  /** @param multiplications those of the model for the samples that run at once */
  consider(multiplications: number): void {
    if (this.isSaid) return;
    const backend = getBackend();
    const seconds = (3 * multiplications) / (speeds[backend] ?? usual); // forth, and back to both factors
    if (seconds < longest) return;
    this.isSaid = true;
    const faster = backend === 'cpu' ? ', or on WebAssembly, by useWasm() of tfjs-gradients/wasm' : '';
    console.warn(
      `${this.method} may take ${Math.round(seconds)} s by the ${backend} backend. It is faster when it is compiled, by ` +
        `await useNative() of the package xai-native, once before all analyses${faster}.`,
    );
  }
}

/** The multiplications of a model as it ran. */
export function multiplicationsOf({ operations }: Recording): number {
  return operations.reduce((sum, operation) => sum + ofProduct(operation), 0);
}

/** The multiplications of a product; of other operations none are counted. */
function ofProduct({ kernel, inputs, outputs, attributes }: RecordedOperation): number {
  if (!products.has(kernel) || kernel === 'Multiply') return 0;
  const [{ tensor: output }] = outputs;
  const [first, second] = Object.values(inputs);
  if (kernel === 'BatchMatMul') return output.size * (first.tensor.shape.at(attributes.transposeA ? -2 : -1) as number);
  return second ? (output.size * second.tensor.size) / (output.shape.at(-1) as number) : 0;
}
