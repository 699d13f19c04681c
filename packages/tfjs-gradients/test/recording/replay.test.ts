import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { record, replay, replayGradients } from '../../src/index';

const image = tf.randomNormal([1, 5, 5, 2], 0, 1, 'float32', 1) as tf.Tensor4D;
const filter = tf.randomNormal([3, 3, 2, 3], 0, 1, 'float32', 2) as tf.Tensor4D;
const depthwise = tf.randomNormal([3, 3, 2, 2], 0, 1, 'float32', 3) as tf.Tensor4D;
const bias = tf.tensor1d([5, 6, 7]);
const square = tf.randomNormal([5, 5], 0, 1, 'float32', 4) as tf.Tensor2D;
const rows = tf.randomNormal([4, 5], 0, 1, 'float32', 5) as tf.Tensor2D;

afterAll(() => tf.dispose([image, filter, depthwise, bias, square, rows]));

const same = (a: tf.Tensor, b: tf.Tensor) => {
  expect(a.shape).toEqual(b.shape);
  const expected = b.dataSync();
  a.dataSync().forEach((value, index) => void expect(value).toBeCloseTo(expected[index], 4));
};

test.each<[string, (x: tf.Tensor, w: tf.Tensor) => tf.Tensor, tf.Tensor, tf.Tensor]>([
  ['a convolution', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), image, filter],
  ['a depthwise one', (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), image, depthwise],
  [
    'a fused one, without its bias',
    (x, filter) =>
      tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'valid', bias }),
    image,
    filter,
  ],
  ['a matrix product', (x, w) => tf.matMul(x, w, false, true), rows, square],
  ['a fused one', (a, b) => tf.fused.matMul({ a, b, bias: tf.ones([5]) }), rows, square],
])('%s with other inputs', (_name, f, x, w) => {
  const recording = record((x) => f(x, w), [x]);
  tf.tidy(() => {
    const [product] = recording.operations.filter(({ inputs }) => Object.keys(inputs).length > 1);
    const [first, second] = Object.keys(product.inputs);
    const given = product.inputs[first].tensor; // which a fused operation has in another shape
    const weight = tf.mul(product.inputs[second].tensor, 2);
    const without = (x: tf.Tensor) => tf.sub(f(x, tf.mul(w, 2)), f(tf.zerosLike(x), w));
    const wanted = without(x);
    const [y] = replay(product, { [first]: given, [second]: weight });
    same(tf.reshape(y, wanted.shape), wanted);
    const [gradient] = [tf.grad((x) => tf.sum(without(x)))(x)];
    const back = replayGradients(product, { [first]: given, [second]: weight }, [tf.onesLike(y)]);
    same(tf.reshape(back[first](), x.shape), gradient);
  });
  recording.dispose();
});

test('operations of a list of tensors', () => {
  const recording = record((x) => tf.concat([x, tf.mul(x, 2)], 1), [rows]);
  tf.tidy(() => {
    const joining = recording.operations.at(-1) as (typeof recording.operations)[number];
    const counted = tf.reshape(tf.range(0, 40), [4, 10]);
    const parts = { 0: tf.ones([4, 5]), 1: tf.zeros([4, 5]) };
    same(replay(joining, parts)[0], tf.concat([parts[0], parts[1]], 1));
    same(replayGradients(joining, parts, [counted])[1](), tf.slice(counted, [0, 5], [4, 5]));
  });
  recording.dispose();
});
