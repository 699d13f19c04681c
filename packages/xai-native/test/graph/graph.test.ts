import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readModel } from 'onnx-format';
import { differentiate } from 'tfjs-gradients';
import type { Program } from 'xai-base';
import { compile } from '../../src';
import { expectAgreement } from '../support/agreement';
import { networks } from '../support/networks';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** How often the graph of a program uses each operator; the copies to its outputs are left out. */
async function operators(program: Program, ...shapes: number[][]): Promise<Record<string, number>> {
  const compiled = await compile(
    program,
    shapes.map((shape) => ({ shape, dtype: 'float32' as const })),
  );
  const counts: Record<string, number> = {};
  for (const { op } of readModel(await compiled.onnx()).graph.nodes) counts[op] = (counts[op] ?? 0) + 1;
  counts.Identity = 0;
  await compiled.dispose();
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

test('what is computed twice is computed once', async () => {
  expect(await operators((x) => [tf.add(tf.exp(x), tf.exp(x))], [3])).toEqual({ Exp: 1, Add: 1 });
});

test('what nobody needs is not computed', async () => {
  const program: Program = (x) => {
    tf.exp(x);
    return [tf.sin(x)];
  };
  expect(await operators(program, [3])).toEqual({ Sin: 1 });
});

test('what is known is computed before', async () => {
  expect(await operators((x) => [tf.mul(x, tf.exp(tf.tensor1d([1, 2, 3])))], [3])).toEqual({ Mul: 1 });
});

test('what is known is computed before, also by operations that no graph can hold', async () => {
  const program: Program = (x) => {
    const places = tf.searchSorted(tf.tensor2d([[1, 3, 5]]), tf.tensor2d([[2, 6, 0]]));
    return [tf.add(x, tf.cast(places, 'float32'))];
  };
  expect(await operators(program, [1, 3])).toEqual({ Add: 1 });
  const x = tf.zeros([1, 3]);
  await expectAgreement(program, [x]);
  x.dispose();
});

test('known values that share what they are computed from take time by their count, not by the ways there', async () => {
  const weights = tf.tensor1d([0.5, -0.25, 0.125]);
  const x = tf.ones([3]);
  const shared: Program = (y) => {
    let known: tf.Tensor = tf.tanh(weights);
    let literal: tf.Tensor = tf.tensor1d([1, 2, 3]);
    for (let step = 0; step < 60; step++) {
      known = tf.sin(tf.add(known, known)); // in the end 2^60 ways
      literal = tf.cos(tf.add(literal, literal));
    }
    return [tf.mul(y, tf.add(known, literal))];
  };
  await expectAgreement(shared, [x]);
  tf.dispose([x, weights]);
});

test('quotients of known numbers are what they are', async () => {
  const x = tf.tensor2d([[0.3, -0.7]]);
  for (const [a, b] of [
    [0.2, 2],
    [-3, 4],
    [0, 5],
  ]) {
    await expectAgreement((y) => [tf.mul(y, tf.div(tf.scalar(a), tf.scalar(b)))], [x]);
    await expectAgreement((y) => [tf.div(tf.clipByValue(y, a - 1, a), tf.add(tf.sigmoid(y), b))], [x]);
  }
  x.dispose();
});

test('neutral factors and terms vanish', async () => {
  expect(await operators((x) => [tf.sin(tf.add(tf.mul(x, 1), tf.zeros([3])))], [3])).toEqual({ Sin: 1 });
});

test('terms that can only be zero vanish: the negative part of what is not negative', async () => {
  const negativePart = (x: tf.Tensor) => tf.relu(tf.neg(x));
  const filter = tf.ones([3, 3, 1, 2]) as tf.Tensor4D;
  const program: Program = (x) => {
    const pooled = tf.maxPool(tf.relu(x) as tf.Tensor4D, 2, 2, 'same');
    const positive = tf.conv2d(pooled as tf.Tensor4D, filter, 1, 'same');
    const negative = tf.conv2d(negativePart(pooled) as tf.Tensor4D, filter, 1, 'same');
    return [tf.add(positive, negative)];
  };
  const { Conv, Relu } = await operators(program, [1, 4, 4, 1]);
  expect({ Conv, Relu }).toEqual({ Conv: 1, Relu: 1 });
  filter.dispose();
});

test('a quotient is guarded where its divisor can be zero only', async () => {
  const guarded = (x: tf.Tensor, divisor: tf.Tensor) => tf.where(tf.equal(x, 0), tf.zerosLike(x), tf.div(x, divisor));
  const mean = (x: tf.Tensor) => tf.mean(tf.square(x), -1, true);
  const deviation = (x: tf.Tensor) => tf.sqrt(tf.add(mean(x), 1e-5));
  const needless: Program = (x) => [guarded(x, deviation(x))];
  const counts = await operators(needless, [2, 3]);
  expect(counts).toEqual({ Mul: 1, ReduceMean: 1, Add: 1, Sqrt: 1, Div: 1 });
  expect(await operators((x) => [guarded(x, mean(x))], [2, 3])).toMatchObject({ Equal: 1, Where: 1 });
  expect(await operators((x) => [guarded(x, tf.neg(deviation(x)))], [2, 3])).toEqual({ ...counts, Neg: 1 });
  expect(await operators((x) => [guarded(x, tf.square(tf.sub(x, x)))], [2, 3])).toMatchObject({ Where: 1 });
  const x = tf.tensor2d([
    [0, 1, -2],
    [0, 0, 0],
  ]);
  for (const program of [needless, (y) => [guarded(y, mean(y))]] as Program[]) await expectAgreement(program, [x]);
  x.dispose();
});

test('what was negated is subtracted, and a sum by the number of its elements is their mean', async () => {
  const sum = (x: tf.Tensor) => tf.sum(x, -1, true);
  const centred: Program = (x) => [tf.add(x, tf.mul(tf.neg(sum(x)), tf.fill([2, 3], 1 / 3)))]; // as gradients of centring do
  const apart: Program = (x) => [tf.add(tf.neg(sum(x)), x)];
  const other: Program = (x) => [tf.add(x, tf.mul(sum(x), tf.fill([2, 3], 0.5)))];
  expect(await operators(centred, [2, 3])).toEqual({ ReduceMean: 1, Sub: 1 });
  expect(await operators(apart, [2, 3])).toEqual({ ReduceSum: 1, Sub: 1 });
  expect(await operators(other, [2, 3])).toEqual({ ReduceSum: 1, Mul: 1, Add: 1 });
  const x = tf.tensor2d([1, 2, 6, -1, 0, 4], [2, 3]);
  for (const program of [centred, apart, other]) await expectAgreement(program, [x]);
  x.dispose();
});

test('a number becomes part of the product of matrices before it', async () => {
  const weights = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const image: Program = (x) => [tf.mul(tf.reshape(tf.matMul(tf.reshape(x, [4, 3]), weights), [2, 2, 2]), 0.5)];
  expect(await operators(image, [2, 2, 3])).toEqual({ Reshape: 2, Gemm: 1 });
  const twice: Program = (x) => [tf.mul(tf.mul(tf.matMul(x, weights), 3), -2)];
  expect(await operators(twice, [4, 3])).toEqual({ Gemm: 1 });
  const [x, rows] = [tf.randomNormal([2, 2, 3], 0, 1, 'float32', 1), tf.randomNormal([4, 3], 0, 1, 'float32', 2)];
  await expectAgreement(image, [x]);
  await expectAgreement(twice, [rows]);
  await expectAgreement((y) => [tf.mul(tf.add(tf.matMul(y, weights), tf.tensor1d([1, 2])), 3)], [rows]); // a bias takes its part, too
  tf.dispose([weights, x, rows]);
});

test('batch normalization becomes part of the convolutions, forwards and backwards', async () => {
  const { model, input } = networks.residual();
  const program: Program = (x) => [differentiate((image) => model.apply(image) as tf.Tensor, x).gradient];
  const { Conv, ConvTranspose = 0, Mul, Add } = await operators(program, input.shape);
  const convolutions = Conv + ConvTranspose; // transposed ones, where images are in blocks
  expect({ convolutions, Mul, Add }).toEqual({ convolutions: 8, Mul: 3, Add: 2 }); // 3 masks; the joins of 2 branches
  await expectAgreement(program, [input]);
  tf.dispose(input);
  model.dispose();
});

test('a network of convolutions is transposed at its ends only', async () => {
  const { model, input } = networks.convolutional();
  const { Transpose } = await operators((x) => [model.apply(x) as tf.Tensor], input.shape);
  expect(Transpose).toBe(1); // the input; where it is flattened, the rows of the matrix are
  tf.dispose(input);
  model.dispose();
});

test('the gradient of a relu that is cut off compares its input and its output only', async () => {
  const program: Program = (x) => [
    differentiate(
      (input) => tf.clipByValue(tf.relu(tf.sin(input)), 0, 6),
      x,
      (y) => tf.sin(y),
    ).gradient,
  ];
  const { Clip, Relu, Equal, Greater, LessOrEqual } = await operators(program, [3]);
  expect({ Clip, Relu, Equal, Greater, LessOrEqual }).toEqual({ Clip: 1, Greater: 1, LessOrEqual: 1 });
});
