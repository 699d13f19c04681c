import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../tooling/jest/backends';
import { differentiate, GradientError, withGradients } from '../src/index';

const guided: tf.GradConfig = {
  kernelName: 'Relu',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => tf.mul(tf.relu(dy as tf.Tensor), tf.step(x)) }),
};

const passing = (factor: number): tf.GradConfig => ({
  kernelName: 'Relu',
  gradFunc: (dy) => ({ x: () => tf.mul(dy as tf.Tensor, factor) }),
});

/** The gradient of -relu(x) at [-1, 2] . */
function gradient(): number[] {
  return tf.tidy(() =>
    Array.from(differentiate((x) => tf.mul(tf.relu(x), [3, -3]), tf.tensor1d([1, 2])).gradient.dataSync()),
  );
}

describeBackends('withGradients', () => {
  test('uses other gradients inside only', () => {
    expect(gradient()).toEqual([3, -3]);
    expect(withGradients([guided], gradient)).toEqual([3, 0]);
    expect(gradient()).toEqual([3, -3]);
  });

  test('can be nested', () => {
    const seen = withGradients([passing(10)], () => [gradient(), withGradients([passing(100)], gradient), gradient()]);
    expect(seen).toEqual([
      [30, -30],
      [300, -300],
      [30, -30],
    ]);
    expect(gradient()).toEqual([3, -3]);
  });

  test('overrides a corrected gradient', () => {
    const none: tf.GradConfig = {
      kernelName: 'MaxPool',
      inputsToSave: ['x'],
      gradFunc: (_, [x]) => ({ x: () => tf.zerosLike(x) }),
    };
    const pool = () =>
      tf.tidy(() =>
        Array.from(
          differentiate((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), tf.ones([1, 2, 2, 1])).gradient.dataSync(),
        ),
      );
    expect(withGradients([none], pool)).toEqual([0, 0, 0, 0]);
    expect(pool()).toEqual([1, 0, 0, 0]);
  });

  test('covers the relu of a fused layer', () => {
    const layer = () =>
      tf.tidy(() => {
        const f = (a: tf.Tensor) => tf.fused.matMul({ a, b: tf.tensor2d([[1], [1]]), activation: 'relu' });
        return Array.from(differentiate(f, tf.tensor2d([[-1, -2]])).gradient.dataSync());
      });
    expect(layer()).toEqual([0, 0]);
    expect(withGradients([passing(1)], layer)).toEqual([1, 1]);
  });

  test('puts the former gradients back after an error', () => {
    const stop = () => {
      throw new RangeError('stop');
    };
    expect(() => withGradients([guided], stop)).toThrow(RangeError);
    expect(() => withGradients([guided], async () => 1)).toThrow(GradientError);
    expect(gradient()).toEqual([3, -3]);
    const unknown: tf.GradConfig = { kernelName: 'Cumprod', gradFunc: () => ({}) };
    withGradients([unknown], () => expect(tf.getGradient('Cumprod')).toBe(unknown));
    expect(tf.getGradient('Cumprod')).toBeUndefined();
  });
});
