import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // gradients
import fc from 'fast-check';
import { expectAgreement } from '../support/agreement';
import { integers } from '../support/integers';
import { operatorsInBlocks } from '../support/operators';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface Layer {
  readonly filter: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly padding: 'same' | 'valid';
  readonly isRectified: boolean;
}

/** The maxima of windows of two by two of a convolution. */
function pooled(image: tf.Tensor, { filter, bias, padding, isRectified }: Layer): tf.Tensor4D {
  const maps = tf.add(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, padding), bias);
  return tf.maxPool((isRectified ? tf.relu(maps) : maps) as tf.Tensor4D, 2, 2, 'valid');
}

/** The layers' output, and the gradient of a weighted sum of it. */
function withGradient(layers: readonly Layer[], weights: tf.Tensor) {
  const network = (image: tf.Tensor) => layers.reduce(pooled, image as tf.Tensor4D);
  const slope = tf.grad((image: tf.Tensor) => tf.sum(tf.mul(network(image), weights)));
  return (image: tf.Tensor) => [network(image), slope(image)];
}

const layer = fc.record({
  channels: fc.integer({ min: 1, max: 20 }),
  kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  padding: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
  isRectified: fc.boolean(),
});
const image = fc.tuple(
  fc.integer({ min: 1, max: 3 }),
  fc.integer({ min: 12, max: 17 }),
  fc.integer({ min: 12, max: 17 }),
  fc.integer({ min: 1, max: 8 }),
);

test('gradients go back to the first of the largest cells, through one layer and two', () =>
  fc.assert(
    fc.asyncProperty(image, fc.array(layer, { minLength: 1, maxLength: 2 }), fc.nat(), async (shape, given, seed) => {
      let into = shape[3];
      const layers = given.map(({ channels, kernel, ...rest }, index) => {
        const filter = integers([...kernel, into, channels], seed + index);
        into = channels;
        return { ...rest, filter, bias: integers([channels], seed + index + 2) };
      });
      const x = integers(shape, seed + 4);
      const output = tf.tidy(() => layers.reduce(pooled, x as tf.Tensor4D).shape);
      fc.pre(output.every((length) => length > 0));
      const weights = integers(output, seed + 5);
      await expectAgreement(withGradient(layers, weights), [x], 0);
      tf.dispose([x, weights, ...layers.flatMap(({ filter, bias }) => [filter, bias])]);
    }),
    { numRuns: 40 },
  ));

test('a gradient that is asked for itself lies as the image', async () => {
  const layer = {
    filter: integers([3, 3, 1, 4], 1),
    bias: integers([4], 2),
    padding: 'same',
    isRectified: true,
  } as const;
  const x = integers([2, 8, 8, 1], 3);
  const gradientOfMaps = (image: tf.Tensor) => {
    const maps = tf.conv2d(image as tf.Tensor4D, layer.filter as tf.Tensor4D, 1, 'same');
    return [tf.grad((cells: tf.Tensor) => tf.sum(tf.square(tf.maxPool(cells as tf.Tensor4D, 2, 2, 'valid'))))(maps)];
  };
  await expectAgreement(gradientOfMaps, [x], 0);
  expect(operatorsInBlocks(gradientOfMaps, [2, 8, 8, 1])).toMatchObject({ DepthToSpace: 1 });
  tf.dispose([x, layer.filter, layer.bias]);
});

describe('which pools are computed so', () => {
  const operators = (filter: number[], padding: 'same' | 'valid', shape: number[]) =>
    tf.tidy(() => {
      const layers = [{ filter: integers(filter, 1), bias: integers([filter[3]], 2), padding, isRectified: true }];
      const weights = integers(pooled(tf.zeros(shape), layers[0]).shape, 3);
      return operatorsInBlocks(withGradient(layers, weights), shape);
    });

  test('those behind a convolution of few channels: nothing searches for the largest cell', () => {
    const { MaxPool = 0, MaxUnpool = 0, DepthToSpace = 0, Relu = 0 } = operators([5, 5, 1, 6], 'same', [1, 28, 28, 1]);
    expect({ MaxPool, MaxUnpool, DepthToSpace, Relu }).toEqual({ MaxPool: 0, MaxUnpool: 0, DepthToSpace: 0, Relu: 0 });
  });

  test('not those behind one that would take longer than the search', () => {
    expect(operators([3, 3, 64, 64], 'same', [1, 28, 28, 64])).toMatchObject({ MaxUnpool: 1 });
  });

  test('not those that leave cells out', () => {
    expect(operators([3, 3, 1, 6], 'same', [1, 27, 27, 1])).toMatchObject({ MaxUnpool: 1 });
  });
});
