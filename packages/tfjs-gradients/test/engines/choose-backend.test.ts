import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { sumsOf } from '../../src/engines/kernel-check';
import { kernelChecks } from '../../src/engines/kernel-checks';
import { resultOf } from '../../src/engines/self-test';
import { BackendError, chooseBackend, selfTest } from '../../src/index';
import { useWasm } from '../../src/wasm';

const wasm = { name: 'wasm', start: () => useWasm() };

/** Runs with a kernel whose numbers are wrong. */
async function withWrong(kernelName: string, backendName: string, work: () => Promise<void>): Promise<void> {
  const own = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  const kernelFunc = (call: { backend: tf.KernelBackend }) => {
    const { dataId, shape, dtype } = own.kernelFunc(call as never) as tf.TensorInfo;
    const values = Float32Array.from(call.backend.readSync(dataId) as Float32Array);
    values[values.length - 1] += 1;
    return { dataId: call.backend.write(values, shape, dtype), shape, dtype };
  };
  tf.registerKernel({ ...own, kernelFunc: kernelFunc as never });
  try {
    await work();
  } finally {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(own);
  }
}

test.each(['cpu', 'wasm'])('%s is right', async (backend) => {
  await chooseBackend([backend === 'wasm' ? wasm : backend]);
  expect(await selfTest()).toBeUndefined();
});

test('each check notices a number that is off', async () => {
  await tf.setBackend('cpu');
  for (const check of kernelChecks) {
    const values = await resultOf(check);
    const length = Math.hypot(...values);
    values[Math.floor(values.length / 2)] += 0.01 * length;
    const off = sumsOf(values).map((sum, at) => Math.abs(sum - check.sums[at]) / length);
    expect([check.name, Math.max(...off) > 1e-3]).toEqual([check.name, true]);
  }
});

test('the first that is there is taken, and told why not the others', async () => {
  const failing = {
    name: 'webgl',
    start: async () => {
      throw new Error('no card');
    },
  };
  expect(await chooseBackend(['webgpu', failing, wasm, 'cpu'])).toEqual({
    used: 'wasm',
    passedOver: { webgpu: 'it is not loaded, or this machine has none', webgl: 'no card' },
  });
  expect(tf.getBackend()).toBe('wasm');
  expect((await chooseBackend()).used).toBe('wasm');
});

test.each(['Cumsum', 'GatherV2', 'FusedBatchNorm', 'Softmax'])(
  'a backend with a wrong %s is passed over',
  async (kernel) => {
    await useWasm();
    await withWrong(kernel, 'wasm', async () => {
      const { used, passedOver } = await chooseBackend([wasm, 'cpu']);
      expect([used, tf.getBackend()]).toEqual(['cpu', 'cpu']);
      expect(passedOver.wasm).toMatch(/: it is off by 0?\.?\d/);
    });
  },
);

test('an engine that runs programs is tested the same way', async () => {
  await tf.setBackend('cpu');
  const doubled = await selfTest(async (program, inputs) => tf.tidy(() => [tf.mul(program(...inputs)[0], 1.001)]));
  expect(doubled).toMatch(/^convolution: it is off by 0.0009/);
});

test('where none is right, the error says why for each', async () => {
  await tf.setBackend('cpu');
  await withWrong('Cumsum', 'cpu', async () => {
    const error = await chooseBackend(['webgpu', 'cpu']).catch((reason) => reason);
    expect(error).toBeInstanceOf(BackendError);
    expect(error.message).toMatch(/webgpu: it is not loaded.*cpu: sums so far: it is off by/);
  });
});

test('none of no backends is right', async () => {
  await expect(chooseBackend([])).rejects.toThrow(BackendError);
  await expect(chooseBackend([])).rejects.toThrow(
    "None was named. Load one, such as import '@tensorflow/tfjs-backend-cpu'.",
  );
});
