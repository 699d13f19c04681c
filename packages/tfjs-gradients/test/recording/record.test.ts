import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { differentiate, MissingGradientError, nameTensor, record } from '../../src/index';

const close = (recording: { dispose(): void }, ...tensors: tf.Tensor[]) => {
  recording.dispose();
  tf.dispose(tensors);
};

test('only what depends on the inputs is recorded', () => {
  const [x, w] = [tf.tensor2d([[1, -2]]), tf.tensor2d([[1], [3]])];
  const recording = record((x) => tf.matMul(tf.relu(x), tf.square(tf.neg(w))), [x]);
  expect(recording.operations.map(({ kernel }) => kernel)).toEqual(['Relu', 'BatchMatMul']);
  const [relu, product] = recording.operations;
  expect(relu.inputs.x).toBe(recording.inputs[0]);
  expect(product.inputs.a).toBe(relu.outputs[0]);
  expect(product.inputs.b.isLive).toBe(false);
  expect(Array.from(product.inputs.b.tensor.dataSync())).toEqual([1, 9]); // although it was freed by the function's scope
  expect(recording.output).toBe(product.outputs[0]);
  expect(product.attributes).toEqual({ transposeA: false, transposeB: false });
  close(recording, x, w);
});

test('the operations, gone back through by their gradients, give the gradient', () => {
  const x = tf.tensor2d([[0.3, -2, 1.5]]);
  const f = (x: tf.Tensor) =>
    tf.sum(
      tf.mul(
        tf.tidy(() => tf.sigmoid(tf.mul(x, 2))),
        tf.square(x),
      ),
    );
  const recording = record(f, [x]);
  const gradients = new Map([[recording.output, tf.scalar(1)]]);
  const found = tf.tidy(() => {
    for (const { inputs, outputs, gradients: of } of recording.operations.toReversed()) {
      const ofInputs = of(outputs.map((output) => gradients.get(output)));
      for (const [name, value] of Object.entries(inputs)) {
        if (!value.isLive) continue;
        const known = gradients.get(value);
        gradients.set(value, (known ? tf.add(known, ofInputs[name]()) : ofInputs[name]()) as tf.Scalar);
      }
    }
    return gradients.get(recording.inputs[0])!.clone();
  });
  const { gradient, value, cotangent } = differentiate(f, x);
  expect(Array.from(found.dataSync())).toEqual(Array.from(gradient.dataSync()));
  close(recording, x, found, gradient, value, cotangent, gradients.get(recording.output)!);
});

test('tensors have the names that the function gives them', () => {
  const x = tf.tensor1d([1]);
  const recording = record(
    (x) => {
      const y = tf.exp(x);
      nameTensor(y, 'exponential');
      nameTensor(tf.scalar(1), 'constant');
      return y;
    },
    [x],
  );
  expect([...recording.operations[0].outputs[0].names]).toEqual([['exponential', undefined]]);
  nameTensor(x, 'too late');
  expect(recording.inputs[0].names.size).toBe(0);
  close(recording, x);
});

test('integers break the way', () => {
  const x = tf.tensor1d([1.5]);
  const recording = record((x) => tf.cast(tf.cast(x, 'int32'), 'float32'), [x]);
  expect(recording.operations).toHaveLength(1);
  expect(recording.output.isLive).toBe(false);
  close(recording, x);
});

test('an operation without a gradient is recorded; its gradient is an error', () => {
  const x = tf.tensor1d([1, 2]);
  const recording = record((x) => tf.cumprod(x, 0), [x]);
  expect(() => recording.operations[0].gradients([undefined])).toThrow(MissingGradientError);
  close(recording, x);
});

test('what throws leaves nothing behind, and the tape off', () => {
  const x = tf.tensor1d([1, 2]);
  const fail = () => record((x) => tf.matMul(tf.exp(x), x), [x]);
  expect(fail).toThrow();
  expect(() => record((() => 5) as never, [x])).toThrow('must return a tensor');
  expect(tf.engine().state.gradientDepth).toBe(0);
  x.dispose();
});

test('inside of a gradient that is taken, nothing is put on the outer tape', () => {
  const x = tf.tensor1d([1, 2]);
  const { gradient, value, cotangent } = differentiate((x) => {
    record((x) => tf.square(x), [x]).dispose();
    return tf.mul(x, 3);
  }, x);
  expect(Array.from(gradient.dataSync())).toEqual([3, 3]);
  tf.dispose([x, gradient, value, cotangent]);
});
