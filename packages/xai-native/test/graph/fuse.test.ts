import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { compile } from '../../src';
import { next, previous } from '../../src/blocks/steps';
import { neededNodes } from '../../src/graph/needed';
import type { Node } from '../../src/graph/value';
import { layOutProgram } from '../../src/laid-out-program';
import { trace } from '../../src/trace/trace';
import { relativeDistance } from '../support/agreement';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [1, 3, 3, 32];
const same = () => tf.tidy(() => tf.reshape(tf.eye(32), [1, 1, 32, 32])) as tf.Tensor4D;
const draw = (dimensions: number[], seed: number) => tf.randomUniform(dimensions, -1, 1, 'float32', seed);

/** The nodes of a program on images in blocks of 16 channels, each with its activation. */
function nodes(program: Program): string[] {
  const traced = trace(program, [{ shape, dtype: 'float32' }], 'blocks');
  const told = ({ op, inputs, attributes }: Node) =>
    [
      op.replace('com.microsoft.nchwc:', 'blocked '),
      ...(attributes.activation ? [attributes.activation.value] : []),
    ].join(' then ') + (op.endsWith('Conv') && inputs.length > 3 ? ' and sum' : '');
  return neededNodes(layOutProgram(traced, true, 16).outputs).map(told);
}

async function results(program: Program, x: tf.Tensor): Promise<[compiled: number[], eager: number[]]> {
  const compiled = await compile(program, [x]);
  const [output] = await compiled.run([x]);
  await compiled.dispose();
  const eager = tf.tidy(() => program(x)[0].clone());
  const values: [number[], number[]] = [Array.from(output.dataSync()), Array.from(eager.dataSync())];
  tf.dispose([output, eager]);
  return values;
}

const between = [-7, -0.5, -0, 0, 1.2e-38, 0.5, previous(6), 6, next(6), 7];

test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
  ['relu', tf.relu],
  ['relu6', tf.relu6],
  ['a relu cut off at 6', (x) => tf.clipByValue(tf.relu(x), 0, 6)],
  ['a relu cut off at 0.1', (x) => tf.clipByValue(tf.relu(x), 0, 0.1)],
  ['a relu cut off at 8', (x) => tf.clipByValue(tf.relu(x), 0, 8)],
  ['numbers up to 0.1', (x) => tf.clipByValue(x, -0.5, 0.1)],
])('slopes of %s at its bounds, between convolutions that change nothing', async (_, activate) => {
  const filter = same();
  const values = [...between, previous(0.1), 0.1, next(0.1), previous(8), 8, next(8), 1e30];
  const x = tf.tensor(
    Float32Array.from({ length: 288 }, (_one, index) => values[index % values.length]),
    shape,
  );
  const network = (image: tf.Tensor) =>
    tf.conv2d(activate(tf.conv2d(image as tf.Tensor4D, filter, 1, 'same')) as tf.Tensor4D, filter, 1, 'same');
  const [compiled, eager] = await results((image) => [tf.grad((one) => tf.sum(network(one)))(image)], x);
  expect(compiled).toEqual(eager);
  tf.dispose([x, filter]);
});

test.each([
  ['relu6', tf.relu6],
  ['a relu cut off', (x: tf.Tensor) => tf.clipByValue(tf.relu(x), 0, 6)],
])('whether a number is within the bounds of %s takes a step and a convolution of single cells', (_, activate) => {
  const filter = same();
  const maps = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, 1, 'same');
  const program: Program = (x) => [tf.grad((image: tf.Tensor) => tf.sum(maps(activate(maps(image)))))(x)];
  expect(nodes(program).filter((node) => !/Reorder|Transpose/.test(node))).toEqual([
    'blocked Conv then Clip',
    'HardSigmoid',
    'blocked Conv then HardSigmoid and sum',
    'Mul',
    'blocked Conv',
  ]);
  filter.dispose();
});

test('the next number is the next in float32, and the one before it is the previous', () => {
  for (const number of [0.1, 1, 6, 7.9999995, 8]) {
    const bits = new Uint32Array(Float32Array.of(number).buffer);
    bits[0]++;
    const [after] = new Float32Array(bits.buffer);
    expect(Math.fround(next(number))).toBe(after);
    expect(previous(after)).toBe(Math.fround(number));
  }
});

test('a sum and a relu are part of the convolution before them', async () => {
  const filters = [1, 2, 3].map((seed) => draw([3, 3, 32, 32], seed)) as tf.Tensor4D[];
  const program: Program = (x) => {
    const [a, b] = filters.map((filter) => tf.conv2d(x as tf.Tensor4D, filter, 1, 'same'));
    return [tf.conv2d(tf.relu(tf.add(tf.relu(a), b)) as tf.Tensor4D, filters[2], 1, 'same')];
  };
  expect(nodes(program).filter((node) => !/Reorder|Transpose/.test(node))).toEqual([
    'blocked Conv then Relu',
    'blocked Conv then Relu and sum',
    'blocked Conv',
  ]);
  const x = draw(shape, 4);
  const [compiled, eager] = await results(program, x);
  expect(relativeDistance(compiled, eager)).toBeLessThan(1e-6);
  tf.dispose([x, ...filters]);
});

test('what is needed elsewhere stays as it is', async () => {
  const filter = draw([1, 1, 32, 32], 1) as tf.Tensor4D;
  const program: Program = (x) => {
    const maps = tf.conv2d(x as tf.Tensor4D, filter, 1, 'same');
    const clipped = tf.relu6(tf.mul(maps, 9));
    return [
      tf.conv2d(tf.mul(tf.relu(maps), tf.add(clipped, tf.add(maps, tf.relu(x)))) as tf.Tensor4D, filter, 1, 'same'),
    ];
  };
  const x = draw(shape, 2);
  const [compiled, eager] = await results(program, x);
  expect(relativeDistance(compiled, eager)).toBeLessThan(1e-6);
  tf.dispose([x, filter]);
});

test('numbers of channels and denominators away from zero are convolutions of single cells', async () => {
  const [filter, factors, summands] = [draw([1, 1, 32, 32], 1), draw([32], 2), draw([32], 3)];
  const program: Program = (x) => {
    const maps = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
    const normal = tf.add(tf.mul(maps, factors), summands);
    const opposite = tf.step(tf.mul(normal, -1), -1);
    const stable = tf.sub(normal, tf.mul(opposite, 0.25));
    return [tf.conv2d(tf.div(maps, stable) as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same')];
  };
  const told = nodes(program);
  expect(told.some((node) => /Where|Greater|Mul|Add|Sub/.test(node))).toBe(false);
  const x = draw(shape, 4);
  const [compiled, eager] = await results(program, x);
  expect(relativeDistance(compiled, eager)).toBeLessThan(1e-6);
  tf.dispose([x, filter, factors, summands]);
});

test('a number that is added to an image that is in no blocks', async () => {
  const filter = draw([1, 1, 16, 16], 3) as tf.Tensor4D;
  const x = draw([1, 16, 16, 16], 4); // whose rows could be taken for channels
  const program: Program = (image) => [tf.conv2d(tf.add(image, 0.5) as tf.Tensor4D, filter, 1, 'same')];
  const [compiled, eager] = await results(program, x);
  expect(relativeDistance(compiled, eager)).toBeLessThan(1e-6);
  tf.dispose([x, filter]);
});
