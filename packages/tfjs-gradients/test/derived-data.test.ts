import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../tooling/jest/backends';
import { derivedFrom } from '../src/derived-data';
import { differentiate, loadGradients } from '../src/index';
import { inner } from './support/close';
import { randomTensor } from './support/random';

type Convolve = (image: tf.Tensor, filter: tf.Tensor) => tf.Tensor;

const convolve: Convolve = (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same');
const depthwise: Convolve = (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
const filterShape = [3, 3, 2, 4];

/** What TensorFlow.js and the backend hold. */
function held() {
  const { numTensors, numDataBuffers } = tf.memory();
  return { numTensors, numDataBuffers, numDataIds: tf.engine().backend.numDataIds() };
}

/** A convolution is linear in its image, so that its output is the product of image and gradient: with stale filters it is not. */
function expectGradientOf(f: (image: tf.Tensor) => tf.Tensor): void {
  tf.tidy(() => {
    const image = randomTensor([1, 6, 5, 2], 3);
    const { value, gradient } = differentiate((x) => tf.sum(f(x)), image);
    expect(inner(image.dataSync(), gradient.dataSync())).toBeCloseTo(value.dataSync()[0], 4);
  });
}

describeBackends('what is made of data that has several shapes', () => {
  test('is made of each shape', () => {
    tf.tidy(() => {
      const rows = tf.tensor2d([[1, 2, 3, 4]]);
      const columns = tf.reshape(rows, [4, 1]);
      const shapes = [rows, columns, rows].map((one) => derivedFrom(one, 'doubled', () => tf.mul(one, 2)).shape);
      expect(shapes).toEqual([
        [1, 4],
        [4, 1],
        [1, 4],
      ]);
    });
  });
});

describeBackends('mirrored filters', (backend) => {
  beforeAll(loadGradients);

  test.each([
    ['convolution', convolve],
    ['depthwise convolution', depthwise],
  ])('are made once for a filter, and freed with it: %s', (_, operation) => {
    const before = held();
    const filter = randomTensor(filterShape, 1);
    expectGradientOf((x) => operation(x, filter));
    const once = held();
    expect(once).toEqual({
      numTensors: before.numTensors + 1,
      numDataBuffers: before.numDataBuffers + 2,
      numDataIds: before.numDataIds + 2,
    });
    const copy = tf.clone(filter);
    filter.dispose();
    expectGradientOf((x) => operation(x, copy));
    expect(held()).toEqual(once);
    copy.dispose();
    expect(held()).toEqual(before);
  });

  test('follow the values of a variable and of a layer', () => {
    const before = held();
    const variable = tf.tidy(() => tf.variable(randomTensor(filterShape, 1)));
    const layer = tfl.layers.conv2d({
      filters: 4,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      inputShape: [6, 5, 2],
    });
    const model = tfl.sequential({ layers: [layer] });
    for (const seed of [2, 3, 4]) {
      tf.tidy(() => variable.assign(randomTensor(filterShape, seed)));
      tf.tidy(() => model.setWeights([randomTensor(filterShape, seed)]));
      expectGradientOf((x) => convolve(x, variable));
      expectGradientOf((x) => model.apply(x) as tf.Tensor);
    }
    expect(held().numDataBuffers).toBe(before.numDataBuffers + 4);
    variable.dispose();
    model.dispose();
    expect(held()).toEqual(before);
  });

  test('go with a filter from one backend to the other', async () => {
    const before = held();
    const filter = randomTensor(filterShape, 1);
    const other = backend === 'cpu' ? 'wasm' : 'cpu';
    for (const name of [backend, other, backend, other, backend]) {
      await tf.setBackend(name);
      expectGradientOf((x) => convolve(x, filter));
    }
    expect(held()).toEqual({
      numTensors: before.numTensors + 1,
      numDataBuffers: before.numDataBuffers + 2,
      numDataIds: before.numDataIds + 2,
    });
    filter.dispose();
    expect(held()).toEqual(before);
  });

  test('memory is flat over a thousand gradients, also with a filter that is new each time', () => {
    const filter = randomTensor(filterShape, 1);
    const gradients = (count: number) => {
      for (let index = 0; index < count; index++) {
        tf.tidy(() => {
          const image = tf.ones([1, 6, 5, 2]);
          differentiate((x) => convolve(x, filter), image);
          differentiate((x) => convolve(x, tf.mul(filter, 2)), image);
        });
      }
    };
    gradients(1);
    const before = held();
    gradients(1000);
    expect(held()).toEqual(before);
    filter.dispose();
  });

  test('second derivatives know the way through the filter', () => {
    tf.tidy(() => {
      const [image, filter] = [randomTensor([1, 6, 5, 2], 3), randomTensor(filterShape, 1)];
      const inputGradient = (w: tf.Tensor) => differentiate((x) => convolve(x, w), image).gradient;
      const squared = (w: tf.Tensor) => tf.sum(tf.square(inputGradient(w)));
      // Quadratic in the filter: its gradient times the filter is twice its value.
      const { value, gradient } = differentiate(squared, filter);
      expect(inner(filter.dataSync(), gradient.dataSync()) / (2 * value.dataSync()[0])).toBeCloseTo(1, 5);
    });
  });

  test('what shares the data of its source is not kept', () => {
    const before = held();
    const source = tf.ones([2, 3]);
    expect(tf.tidy(() => derivedFrom(source, 'flat', () => tf.reshape(source, [6])).shape)).toEqual([6]);
    source.dispose();
    expect(held()).toEqual(before);
  });
});
