import * as tf from '@tensorflow/tfjs-core';
import { analyze, UnsupportedLayerError } from 'xai-base';
import { describeBackends } from '../../../../../tooling/jest/backends';
import { completingGradients, correctedGradients } from '../../../../tfjs-gradients/src/gradients/index';
import { DeepLift } from '../../../src/backpropagation/deep-lift';
import { discreteOps, linearOps, rescaleRules } from '../../../src/backpropagation/rescale/rescale-gradients';
import { explain, sums } from '../../support/explain';
import { expectClose, randomTensor, rejection } from '../../support/tensors';

type Model = (x: tf.Tensor) => tf.Tensor;

/** `[batch, 8]`, some of it far below and above zero. */
const wide = (x: tf.Tensor) => tf.mul(x, 3);
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.5);
const small = (x: tf.Tensor) => tf.tanh(x);
const image = (x: tf.Tensor) => tf.reshape(x, [-1, 2, 2, 2]) as tf.Tensor4D;
const volume = (x: tf.Tensor) => tf.reshape(x, [-1, 2, 2, 2, 1]) as tf.Tensor5D;
const rows = (x: tf.Tensor) => tf.reshape(x, [-1, 8]);
const [left, right] = [0, 4].map((begin) => (x: tf.Tensor) => tf.slice(x, [0, begin], [-1, 4]));
const weights = (...shape: number[]) => randomTensor(shape, 7);
const both = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, prepare: Model = (x) => x) => {
  return (x: tf.Tensor) => tf.add(f(prepare(left(x)), prepare(right(x))), f(prepare(left(x)), weights(4)));
};

/** For each op that has a rule, a model that uses it, of one value, of two, or of a value and a constant. */
const models: Record<string, Model> = {
  Abs: (x) => tf.abs(x),
  Acos: (x) => tf.acos(small(x)),
  Acosh: (x) => tf.acosh(tf.add(positive(x), 1)),
  Asin: (x) => tf.asin(small(x)),
  Asinh: (x) => tf.asinh(x),
  Atan: (x) => tf.atan(x),
  Atanh: (x) => tf.atanh(tf.mul(small(x), 0.9)),
  Ceil: (x) => tf.ceil(wide(x)),
  ClipByValue: (x) => tf.clipByValue(x, -0.3, 0.5),
  Cos: (x) => tf.cos(x),
  Cosh: (x) => tf.cosh(x),
  Elu: (x) => tf.elu(x),
  Erf: (x) => tf.erf(x),
  Exp: (x) => tf.exp(x),
  Expm1: (x) => tf.expm1(x),
  Floor: (x) => tf.floor(wide(x)),
  LeakyRelu: (x) => tf.leakyRelu(x),
  Log: (x) => tf.log(positive(x)),
  Log1p: (x) => tf.log1p(positive(x)),
  Reciprocal: (x) => tf.reciprocal(positive(x)),
  Relu: (x) => tf.relu(x),
  Relu6: (x) => tf.relu6(tf.mul(x, 6)),
  Round: (x) => tf.round(wide(x)),
  Rsqrt: (x) => tf.rsqrt(positive(x)),
  Selu: (x) => tf.selu(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Sign: (x) => tf.sign(x),
  Sin: (x) => tf.sin(x),
  Sinh: (x) => tf.sinh(x),
  Softplus: (x) => tf.softplus(x),
  Sqrt: (x) => tf.sqrt(positive(x)),
  Square: (x) => tf.square(x),
  Step: (x) => tf.step(x, 0.2),
  Tan: (x) => tf.tan(small(x)),
  Tanh: (x) => tf.tanh(x),
  Multiply: both(tf.mul),
  RealDiv: both(tf.div, positive),
  SquaredDifference: both(tf.squaredDifference),
  Atan2: both(tf.atan2),
  Maximum: both(tf.maximum),
  Minimum: both(tf.minimum),
  Mod: both((a, b) => tf.mod(wide(a), positive(b))),
  Pow: both(tf.pow, positive),
  Prelu: both(tf.prelu),
  MaxPool: (x) => rows(tf.maxPool(image(x), 2, 1, 'same')),
  MaxPool3D: (x) => rows(tf.maxPool3d(volume(x), 2, 1, 'same')),
  Max: (x) => tf.max(tf.reshape(x, [-1, 4, 2]), 1),
  Min: (x) => tf.min(tf.reshape(x, [-1, 4, 2]), 1),
  Dilation2D: (x) => rows(tf.dilation2d(image(x), weights(2, 2, 2) as tf.Tensor3D, 1, 'same')),
  Softmax: (x) => tf.softmax(wide(x)),
  Select: (x) => tf.where(tf.greater(x, 0.1), tf.square(x), tf.mul(x, -0.3)),
  Prod: (x) => tf.prod(tf.reshape(x, [-1, 4, 2]), 1),
  LRN: (x) => rows(tf.localResponseNormalization(tf.reshape(x, [-1, 1, 1, 8]) as tf.Tensor4D, 2, 0.5, 0.7, 0.6)),
  FusedBatchNorm: (x) => {
    const [mean, variance, scale] = [x, positive(x), tf.tanh(x)].map(
      (one) => tf.mean(tf.reshape(one, [2, 4]), 0) as tf.Tensor1D,
    );
    return rows(tf.batchNorm(tf.reshape(x, [2, 4]) as tf.Tensor2D, mean, variance, mean, scale));
  },
  BatchMatMul: (x) => {
    const [a, b] = [tf.reshape(x, [-1, 4, 2]), tf.reshape(tf.tanh(x), [-1, 4, 2])];
    return tf.reshape(tf.matMul(a, b, false, true), [-1, 16]);
  },
  Conv2D: (x) => {
    const filter = tf.reshape(tf.tanh(tf.slice(x, 0, 1)), [2, 2, 2, 1]) as tf.Tensor4D; // of the first sample
    return tf.reshape(tf.conv2d(image(x), filter, 1, 'same'), [-1, 4]);
  },
  DepthwiseConv2dNative: (x) => {
    const filter = tf.reshape(tf.tanh(tf.slice(x, 0, 1)), [2, 2, 2, 1]) as tf.Tensor4D;
    return rows(tf.depthwiseConv2d(image(x), filter, 1, 'same'));
  },
  Conv3D: (x) => {
    const filter = tf.reshape(tf.tanh(tf.slice(x, 0, 1)), [2, 2, 2, 1, 1]) as tf.Tensor5D;
    return rows(tf.conv3d(volume(x), filter, 1, 'same'));
  },
  Conv2DBackpropInput: (x) => {
    const filter = tf.reshape(tf.tanh(tf.slice(x, 0, 1)), [2, 2, 1, 2]) as tf.Tensor4D;
    return tf.reshape(tf.conv2dTranspose(image(x), filter, [x.shape[0], 2, 2, 1], 1, 'same'), [-1, 4]);
  },
  Einsum: (x) => tf.einsum('bi,bi->bi', x, tf.tanh(x)),
};

/** Ops with a gradient and without a rule. */
const refused = ['TopK'];

/** Ops that TensorFlow.js makes of others, and gives gradients of their own. */
const composed: Record<string, Model> = {
  logSoftmax: (x) => tf.logSoftmax(wide(x)),
  'a dense layer': (x) => tf.fused.matMul({ a: x as tf.Tensor2D, b: weights(8, 3) as tf.Tensor2D, bias: weights(3) }),
  'a product of two activations in one op': (x) => {
    const [a, b] = [tf.reshape(x, [4, 2]), tf.reshape(tf.tanh(x), [2, 4])] as [tf.Tensor2D, tf.Tensor2D];
    return tf.fused.matMul({ a, b });
  },
};

test('every op with a gradient is linear, gives whole numbers, has a rule, or is refused', () => {
  const known = new Set([...rescaleRules.keys(), ...linearOps, ...discreteOps, ...refused, 'LogSoftmax']);
  const names = [...correctedGradients, ...completingGradients].map(({ kernelName }) => kernelName);
  expect(names.filter((name) => !known.has(name) && !name.endsWith('__op'))).toEqual([]);
  expect([...rescaleRules.keys()].sort()).toEqual(Object.keys(models).sort());
});

describeBackends('the rescale rule', () => {
  test.each(Object.entries({ ...models, ...composed }))(
    '%s: the attributions sum to the difference of the outputs',
    async (_, model) => {
      for (const seed of [1, 2]) {
        const [input, inputRef] = [randomTensor([1, 8], seed), randomTensor([1, 8], seed + 10)];
        const mixed = (x: tf.Tensor) => tf.matMul(rowsOf(model(x)) as tf.Tensor2D, mix(model(x)));
        const read = await explain(input, new DeepLift(mixed), 0, { inputRef });
        const { output } = await explain(inputRef, new DeepLift(mixed), 0);
        const difference = read.output[0] - output[0];
        tf.dispose([input, inputRef]);
        expect(Math.abs(sums(read)[0] - difference)).toBeLessThan(
          2e-5 * Math.max(1, Math.abs(read.output[0]), Math.abs(output[0])),
        );
      }
    },
  );
});

test.each<[string, Model, number[]]>([
  // the largest falls from 7 to 5: the second value, which was it, takes the fall
  ['largest', (x) => tf.max(x, 1, true), [0, -2]],
  // the smallest falls from 2 to 1: the second value, which is it now
  ['smallest', (x) => tf.min(x, 1, true), [0, -1]],
])('by hand: the %s of two', async (_, model, expected) => {
  const [input, inputRef] = [tf.tensor2d([[5, 1]]), tf.tensor2d([[2, 7]])];
  expectClose((await explain(input, new DeepLift(model), 0, { inputRef })).val, expected);
  tf.dispose([input, inputRef]);
});

test('a softmax far from that of the reference, and one that is the same, have their sums, too', async () => {
  const model = (x: tf.Tensor) => tf.add(tf.mul(tf.softmax(x), [1, 2, 3]), tf.logSoftmax(x));
  const rows = { far: [[500, 0, -300]], same: [[1, 2, 3]], shifted: [[101, 102, 103]], none: [[0, 0, 0]] };
  const inputRef = tf.tensor2d([[1, 2, 3]]);
  const { output: outputRef } = await explain(inputRef, new DeepLift(model), 0);
  for (const [name, row] of Object.entries(rows)) {
    const input = tf.tensor2d(row);
    const read = await explain(input, new DeepLift(model), 2, { inputRef });
    input.dispose();
    expect([name, sums(read)[0]]).toEqual([name, expect.closeTo(read.output[2] - outputRef[2], 3)]);
  }
  inputRef.dispose();
});

test('an op of tf.customGrad is refused where the way leads through it, and not beside it', async () => {
  const own = tf.customGrad((x) => ({ value: tf.square(x as tf.Tensor), gradFunc: (dy) => dy as tf.Tensor }));
  const input = randomTensor([1, 4]);
  expect(await rejection(analyze(input, new DeepLift((x: tf.Tensor) => own(x))))).toBeInstanceOf(UnsupportedLayerError);
  const beside = (x: tf.Tensor) => tf.add(x, own(tf.ones([4])));
  const { val } = await explain(input, new DeepLift(beside), 2);
  expectClose(val, [0, 0, (await input.data())[2], 0]);
  input.dispose();
});

const rowsOf = (y: tf.Tensor) => tf.reshape(y, [1, -1]);
/** Weighs the outputs of the model differently. */
const mix = ({ size }: tf.Tensor) => tf.reshape(tf.linspace(1, 2, size), [size, 1]);
