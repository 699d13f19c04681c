import {
  add,
  getBackend,
  getKernel,
  registerKernel,
  type Tensor,
  tensor1d,
  unregisterKernel,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { startEngine } from '../../src';
import { xai } from '../support/xai';

const without = () =>
  jest.doMock('onnxruntime-node', () => {
    throw Object.assign(new Error("Cannot find module 'onnxruntime-node'"), { code: 'MODULE_NOT_FOUND' });
  });

afterEach(() => jest.dontMock('onnxruntime-node'));

test('native is used once a program has run', async () => {
  const engine = await startEngine();
  expect(engine.used).toBe('wasm');
  const x = tensor1d([1, 2]);
  const [twice] = await engine.executor!.run((input) => [add(input, input)], [x]);
  expect([...(await twice.data())]).toEqual([2, 4]);
  expect(engine.used).toBe('native');
  x.dispose();
  twice.dispose();
  await engine.dispose();
});

test('a program that cannot be compiled is run by wasm, with a warning to those who asked', async () => {
  for (const [name, warnings] of [
    ['native', 1],
    [undefined, 0],
  ] as const) {
    const engine = await startEngine(name);
    const x = tensor1d([1, 2]);
    const [first] = await engine.executor!.run((input) => [tensor1d([input.dataSync()[0]])], [x]);
    expect(engine.used).toBe('wasm');
    expect(engine.warnings).toHaveLength(warnings);
    x.dispose();
    first.dispose();
    await engine.dispose();
  }
});

test('where WebAssembly computes wrongly plain JavaScript computes, which is told', async () => {
  await (await startEngine('wasm')).dispose();
  const own = getKernel('Cumsum', 'wasm');
  unregisterKernel('Cumsum', 'wasm');
  registerKernel({ ...own, kernelFunc: ({ inputs }) => zerosLike(inputs.x as Tensor) });
  try {
    const engine = await startEngine('wasm');
    expect([engine.used, getBackend()]).toEqual(['cpu', 'cpu']);
    expect(engine.warnings).toEqual([
      expect.stringMatching(/^WebAssembly is passed over: sums so far: .*\. Plain JavaScript computes instead\.$/),
    ]);
  } finally {
    unregisterKernel('Cumsum', 'wasm');
    registerKernel(own);
  }
});

test('without onnxruntime-node wasm computes, with a warning to those who asked', async () => {
  without();
  const [asked, usual] = [await startEngine('native'), await startEngine()];
  expect([asked.used, asked.executor]).toEqual(['wasm', undefined]);
  expect(asked.warnings[0]).toBe(
    'onnxruntime-node cannot be loaded. Install it: npm install onnxruntime-node. WebAssembly computes instead.',
  );
  expect(usual).toMatchObject({ used: 'wasm', warnings: [] });
  expect((await xai(['methods'])).stdout).toContain('Engine: wasm; onnxruntime-node makes it native');
});

test('plain JavaScript', async () => {
  const engine = await startEngine('cpu');
  expect([engine.used, engine.executor]).toEqual(['cpu', undefined]);
});
