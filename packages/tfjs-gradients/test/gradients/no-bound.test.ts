import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { differentiate } from '../../src';

type Model = (x: tf.Tensor) => tf.Tensor;

const gradientOf = (model: Model, values: number[], shape = [values.length]) =>
  tf.tidy(() => Array.from(differentiate((x) => tf.sum(model(x)), tf.tensor(values, shape)).gradient.dataSync()));

/** Norms of `[rows, 2]`, written in the ways that are usual; at zero they have the slope 0. */
const norms: Record<string, Model> = {
  'tf.norm': (x) => tf.norm(x, 2, 1),
  'a root of squares': (x) => tf.sqrt(tf.sum(tf.square(x), 1)),
  'a root of products': (x) => tf.sqrt(tf.sum(tf.mul(x, x), 1)),
  'a power of powers': (x) => tf.pow(tf.sum(tf.pow(x, 2), 1), 0.5),
  'a distance': (x) => tf.sqrt(tf.sum(tf.squaredDifference(x, 0), 1)),
};

/** Functions whose derivative has no bound at the value, chosen away from there by `where`. */
const masked: Record<string, [Model, number]> = {
  log: [(x) => tf.log(x), 0],
  log1p: [(x) => tf.log1p(x), -1],
  sqrt: [(x) => tf.sqrt(x), -1],
  rsqrt: [(x) => tf.rsqrt(x), 0],
  reciprocal: [(x) => tf.reciprocal(x), 0],
  'a power below zero': [(x) => tf.pow(x, -1.5), 0],
  'a fractional power of negative numbers': [(x) => tf.pow(x, 0.3), -1],
  quotient: [(x) => tf.div(2, x), 0],
  dividend: [(x) => tf.div(tf.square(x), tf.abs(x)), 0],
  asin: [(x) => tf.asin(x), 1],
  acos: [(x) => tf.acos(x), 1],
  acosh: [(x) => tf.acosh(x), 1],
  atanh: [(x) => tf.atanh(x), 1],
  atan2: [(x) => tf.atan2(x, tf.mul(x, 2)), 0],
};

describeBackends('derivatives without a bound', () => {
  test.each(Object.entries(norms))(
    'a norm at zero, as %s, has the slope zero there and its own elsewhere',
    (_, norm) => {
      const gradient = gradientOf(norm, [3, 4, 0, 0, 0, -2], [3, 2]);
      [0.6, 0.8, 0, 0, 0, -1].forEach((value, at) => {
        expect(gradient[at]).toBeCloseTo(value, 5);
      });
    },
  );

  test('normalized features of a dead place have the gradient of the others', () => {
    const normalized = (x: tf.Tensor) => {
      const features = tf.relu(x);
      return tf.div(features, tf.maximum(tf.norm(features, 2, -1, true), 1e-12));
    };
    const gradient = gradientOf(normalized, [3, 4, -1, -1], [2, 2]);
    [0.032, -0.024, 0, 0].forEach((value, at) => {
      expect(gradient[at]).toBeCloseTo(value, 5);
    });
  });

  test('a root of zero has the slope 0, not infinity', () => {
    expect(gradientOf((x) => tf.sqrt(x), [0, 4])).toEqual([0, 0.25]);
    expect(gradientOf((x) => tf.pow(x, 0.5), [0, 4])).toEqual([0, expect.closeTo(0.25, 5)]);
  });

  test('the root of a dead unit does not depend on it', () => {
    expect(gradientOf((x) => tf.sqrt(tf.relu(x)), [-1, 4])).toEqual([0, 0.25]);
    expect(gradientOf((x) => tf.pow(tf.relu(x), 0.5), [-1, 4])[0]).toBe(0);
  });

  test.each(Object.entries(masked))('%s that is not chosen has no gradient', (_, [f, value]) => {
    const chosen = (x: tf.Tensor) => tf.where(tf.equal(x, value), tf.mul(x, 3), f(x));
    expect(gradientOf(chosen, [value])).toEqual([3]);
  });
});
