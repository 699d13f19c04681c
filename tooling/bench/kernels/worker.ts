import { env, grads, randomUniform, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Column, KernelRequest, KernelResponse } from './protocol';
import { uses } from './uses';

const starts: Record<Column, () => Promise<unknown>> = {
  async reference() {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
    (await import('tfjs-gradients')).loadGradients();
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await import('@tensorflow/tfjs-layers'); // which registers the stock gradients
    await setBackend('cpu');
  },
  async stock() {
    await import('@tensorflow/tfjs-backend-wasm');
    await import('@tensorflow/tfjs-layers');
    await setBackend('wasm');
  },
  async wasm() {
    await (await import('tfjs-gradients/wasm')).useWasm();
  },
};

const uniform = (shape: number[], seed: number) => randomUniform(shape, -1, 1, 'float32', seed);

function timesOf(run: () => void, milliseconds: number): number[] {
  const times: number[] = [];
  for (let total = 0; total < milliseconds; total += times.at(-1)!) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times;
}

/** Runs an operation or its gradient. */
function answer({ use, gradient, milliseconds }: KernelRequest): KernelResponse {
  const { f, shapes } = uses[use];
  const inputs = shapes.map((shape, index) => uniform(shape, index + 1));
  const cotangent = gradient ? tidy(() => uniform(f(...inputs).shape, 99)) : undefined;
  // The derivative by the first input only: the others are not watched.
  const derivative = (x: Tensor) => grads((first) => f(first, ...inputs.slice(1)))([x], cotangent)[0];
  const compute = () => tidy(() => (gradient ? derivative(inputs[0]) : f(...inputs)).dataSync());
  const values = Float32Array.from(compute());
  return { values, times: milliseconds ? timesOf(compute, milliseconds) : [] };
}

env().set('PROD', true);
const started = starts[process.argv[2] as Column]();

process.on('message', async (request: KernelRequest) => {
  const failed = (error: unknown): KernelResponse => ({ failure: String(error).split('\n')[0] });
  process.send!(await started.then(() => answer(request)).catch(failed));
});

process.on('disconnect', () => process.exit());
