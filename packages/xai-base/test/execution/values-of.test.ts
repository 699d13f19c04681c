import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { valuesOf } from '../../src';

describeBackends('the values of a tensor', () => {
  test('are there at once, of any type', () => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      const tensor = tf.tensor1d([1, 0], dtype);
      expect(Array.from(valuesOf(tensor) as tf.TypedArray)).toEqual([1, 0]);
      tensor.dispose();
    }
  });
});

test('of a backend that is not the present one are read there', async () => {
  await tf.setBackend('cpu');
  const tensor = tf.tensor1d([3, 4]);
  await tf.setBackend('wasm');
  expect(await valuesOf(tensor)).toEqual(Float32Array.of(3, 4));
  tensor.dispose();
});

test('of a backend that computes elsewhere come later', async () => {
  const later = new Promise<Float32Array>((resolve) => setTimeout(resolve, 0, Float32Array.of(5)));
  class Elsewhere extends tf.KernelBackend {
    override write = () => ({});
    override read = () => later as Promise<never>;
    override refCount = () => 1;
    override incRef = () => undefined;
    override disposeData = () => true;
    override dispose = () => undefined;
    override numDataIds = () => 0;
    override memory = () => ({ unreliable: true }) as never;
  }
  tf.registerBackend('elsewhere', () => new Elsewhere());
  await tf.setBackend('elsewhere');
  const tensor = tf.engine().makeTensor(new Float32Array(1), [1], 'float32');
  const values = valuesOf(tensor);
  expect(values).toBeInstanceOf(Promise);
  expect(await values).toEqual(Float32Array.of(5));
  tensor.dispose();
  await tf.setBackend('cpu');
  tf.removeBackend('elsewhere');
});

test('of a tensor that is gone are an error', async () => {
  const tensor = tf.tensor1d([1]);
  tensor.dispose();
  await expect(async () => valuesOf(tensor)).rejects.toThrow('disposed');
});
