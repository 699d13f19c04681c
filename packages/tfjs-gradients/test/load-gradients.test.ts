import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../tooling/jest/backends';
import { correctedGradients } from '../src/gradients/index';
import { differentiate, loadGradients } from '../src/index';

test('importing the package registers nothing', () => {
  expect(tf.getGradient('Relu')).toBeUndefined();
  loadGradients();
  expect(tf.getGradient('Relu')).toBeDefined();
});

test('leaves an own gradient of the program alone where the stock one is right', () => {
  const own: tf.GradConfig = { kernelName: 'Tanh', gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor) }) };
  const former = tf.getGradient('Tanh');
  tf.registerGradient(own);
  loadGradients();
  expect(tf.getGradient('Tanh')).toBe(own);
  tf.registerGradient(former);
});

test('takes the place of stock gradients that come later', () => {
  tf.registerGradient({ kernelName: 'MaxPool', gradFunc: () => ({}) });
  loadGradients();
  expect(correctedGradients).toContain(tf.getGradient('MaxPool'));
});

describeBackends('kernels', (backend) => {
  const names = ['FusedConv2D', '_FusedMatMul', 'FusedBatchNorm', 'Identity', 'MaxPool3DGrad', 'Einsum'];

  test('are corrected once', () => {
    loadGradients();
    const kernels = names.map((name) => tf.getKernel(name, backend).kernelFunc);
    loadGradients();
    expect(names.map((name) => tf.getKernel(name, backend).kernelFunc)).toEqual(kernels);
  });

  test('are corrected when they are registered later', () => {
    const config = tf.getKernel('FusedConv2D', backend);
    tf.unregisterKernel('FusedConv2D', backend);
    tf.registerKernel({ ...config, kernelFunc: (call) => config.kernelFunc(call) });
    tf.tidy(() => {
      const f = (x: tf.Tensor) =>
        tf.fused.conv2d({ x: x as tf.Tensor4D, filter: tf.ones([1, 1, 1, 1]), strides: 1, pad: 'same' });
      expect(differentiate(f, tf.ones([1, 2, 1, 1])).gradient.size).toBe(2);
    });
    expect(tf.getKernel('FusedConv2D', backend).kernelFunc).not.toBe(config.kernelFunc);
  });

  test('work with two copies of the package', () => {
    const copy = secondCopy();
    expect(copy.differentiate).not.toBe(differentiate);
    tf.tidy(() => {
      const f = (x: tf.Tensor) => tf.fused.matMul({ a: x, b: tf.tensor2d([[2], [3]]), bias: tf.tensor1d([1]) });
      for (const { differentiate: either } of [copy, { differentiate }, copy]) {
        expect(Array.from(either(f, tf.ones([1, 2])).gradient.dataSync())).toEqual([2, 3]);
      }
      copy.withGradients([{ kernelName: 'MaxPool', gradFunc: () => ({ x: () => tf.zeros([1, 2, 2, 1]) }) }], () => {
        const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
        expect(differentiate(pool, tf.ones([1, 2, 2, 1])).gradient.dataSync()[0]).toBe(0);
      });
    });
  });
});

/** The package once more, on the same tfjs-core. */
function secondCopy(): typeof import('../src/index') {
  let copy: typeof import('../src/index') | undefined;
  jest.isolateModules(() => {
    jest.doMock('@tensorflow/tfjs-core', () => tf);
    copy = require('../src/index');
  });
  return copy!;
}
