import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../tooling/jest/backends';
import { differentiate, GradientError, MissingGradientError, NotDifferentiableError } from '../src/index';

/** The state of the engine that a failure must not change. */
function engineState() {
  const { gradientDepth, kernelDepth, activeTape, scopeStack, numTensors } = tf.engine().state;
  return { gradientDepth, kernelDepth, tapeLength: activeTape?.length ?? 0, scopes: scopeStack.length, numTensors };
}

describeBackends('differentiate', () => {
  test('computes the output and the gradient of its sum', () => {
    const x = tf.tensor2d([[1, 2, 3]]);
    const before = tf.memory().numTensors;
    const { value, gradient, cotangent } = differentiate((image) => tf.exp(tf.square(image)), x);
    expect(tf.memory().numTensors - before).toBe(3);
    expect(value.arraySync()).toEqual(tf.tidy(() => tf.exp(tf.square(x)).arraySync()));
    expect(gradient.shape).toEqual([1, 3]);
    expect(gradient.dataSync()[1]).toBeCloseTo(4 * Math.exp(4), 3);
    expect(Array.from(cotangent.dataSync())).toEqual([1, 1, 1]);
    tf.dispose([x, value, gradient, cotangent]);
  });

  test('takes the cotangent as a constant, although it is made from the output', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 3, 2],
        [5, 4, 0],
      ]);
      const { gradient, cotangent } = differentiate(
        (x) => tf.square(x),
        logits,
        (y) => tf.cast(tf.oneHot(tf.argMax(y, 1), 3), 'float32'),
      );
      expect(cotangent.arraySync()).toEqual([
        [0, 1, 0],
        [1, 0, 0],
      ]);
      expect(gradient.arraySync()).toEqual([
        [0, 6, 0],
        [10, 0, 0],
      ]);
      const self = differentiate(
        (x) => tf.mul(x, 3),
        tf.tensor1d([2]),
        (y) => y,
      );
      expect(Array.from(self.gradient.dataSync())).toEqual([18]);
    });
  });

  test('takes several inputs', () => {
    tf.tidy(() => {
      const [a, b] = [tf.tensor1d([1, 2]), tf.scalar(3)];
      const { gradients, value } = differentiate((x, y) => tf.mul(x, y), [a, b]);
      expect(gradients.map((gradient) => Array.from(gradient.dataSync()))).toEqual([[3, 3], [3]]);
      expect(Array.from(value.dataSync())).toEqual([3, 6]);
    });
  });

  test('differentiates the identity, and an input that is used twice', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([1, 2]);
      expect(Array.from(differentiate((y) => y, x).gradient.dataSync())).toEqual([1, 1]);
      expect(Array.from(differentiate((y) => tf.add(y, tf.mul(y, y)), x).gradient.dataSync())).toEqual([3, 5]);
    });
  });

  test('can be nested: second derivatives', () => {
    tf.tidy(() => {
      const cube = (x: tf.Tensor) => tf.mul(tf.square(x), x);
      const slope = (x: tf.Tensor) => differentiate(cube, x).gradient;
      expect(Array.from(differentiate(slope, tf.tensor1d([1, 2])).gradient.dataSync())).toEqual([6, 12]);
    });
  });

  test('integers on one of several ways add nothing', () => {
    const x = tf.tensor2d([[1.5, 0.25]]);
    const chosen = (t: tf.Tensor) => tf.gather(t, tf.argMax(t, 1), 1); // the places depend on x, too
    const { value, gradient, cotangent } = differentiate(chosen, x);
    expect(gradient.arraySync()).toEqual([[1, 0]]);
    tf.dispose([x, value, gradient, cotangent]);
  });

  describe('fails with a typed error and leaves nothing behind', () => {
    const cases: [string, (x: tf.Tensor) => unknown, new (...args: never[]) => Error, RegExp][] = [
      ['an operation without a gradient', (x) => tf.exp(tf.cumprod(tf.square(x), 0)), MissingGradientError, /Cumprod/],
      ['an output that does not depend on x', () => tf.square(tf.ones([2])), NotDifferentiableError, /input 0/],
      ['values that were read', (x) => tf.square(tf.tensor(x.arraySync())), NotDifferentiableError, /dataSync/],
      [
        'integers on the only way',
        (x) => tf.gather(tf.ones([4, 2]), tf.cast(x, 'int32')),
        NotDifferentiableError,
        /integers/,
      ],
      ['no tensor', () => 3, GradientError, /returned 3/],
      ['a promise', (x) => Promise.resolve(x), GradientError, /promise/],
      ['an array', (x) => [x], GradientError, /array/],
      [
        'an error in the middle',
        (x) => {
          const hidden = tf.fused.matMul({ a: tf.exp(x), b: tf.ones([2, 2]) });
          throw new RangeError(`stop ${hidden.shape}`);
        },
        RangeError,
        /stop/,
      ],
      [
        'an error inside nested scopes',
        (x) => tf.tidy(() => tf.tidy(() => tf.matMul(tf.keep(tf.relu(x)).dispose() as never, x))),
        Error,
        /./,
      ],
    ];
    test.each(cases)('%s', (_, f, type, message) => {
      const x = tf.ones([2, 2]);
      const before = engineState();
      expect(() => differentiate(f as (x: tf.Tensor) => tf.Tensor, x)).toThrow(type);
      expect(() => differentiate(f as (x: tf.Tensor) => tf.Tensor, x)).toThrow(message);
      expect(engineState()).toEqual(before);
      tf.tidy(() => expect(differentiate((y) => tf.square(y), x).gradient.dataSync()[0]).toBe(2));
      x.dispose();
    });

    test('the missing operation is named', () => {
      const x = tf.ones([2]);
      expect(() => differentiate((y) => tf.cumprod(y), x)).toThrow(
        expect.objectContaining({ name: 'MissingGradientError', op: 'Cumprod' }),
      );
      x.dispose();
    });

    test('a cotangent of another shape', () => {
      const x = tf.ones([2]);
      const wrong = [() => tf.ones([3]), () => tf.ones([2], 'int32'), () => undefined as unknown as tf.Tensor];
      for (const cotangent of wrong) {
        const before = engineState();
        expect(() => differentiate((y) => tf.square(y), x, cotangent)).toThrow(/the cotangent must be float32 \[2\]/);
        expect(engineState()).toEqual(before);
      }
      x.dispose();
    });
  });
});
