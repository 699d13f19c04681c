import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dispose, type Tensor, tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { IntegratedGradients } from 'explainable-ai';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { differentiate } from 'tfjs-gradients';
import { analyze, type Explanation } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin, restore, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';

const folder = path.join(__dirname, '../fixtures/torch');

interface Expected {
  readonly opset: number;
  readonly input: StoredTensor;
  readonly output: StoredTensor;
  readonly weights?: StoredTensor;
  readonly gradient?: StoredTensor;
}

const expected: Record<string, Expected> = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
const file = (name: string) => path.join(folder, `${name}.onnx`);
const withGradient = Object.entries(expected).filter(([, { gradient }]) => gradient);
const images = ['lenet', 'residual', 'mobile', 'unet', 'series'];
const tolerance = { rtol: 1e-4, atol: 2e-5 };

const completenessErrors = ({ extras }: Explanation) => (extras as { completenessError: number[] }).completenessError;

describeBackends('models that PyTorch exported', () => {
  it.each(Object.entries(expected))('%s computes what PyTorch does', async (name, { input, output }) => {
    const model = await readOnnx(file(name));
    const x = restore(input);
    const y = model(x);
    expect(y.shape).toEqual(output.shape);
    expectWithin(y.dataSync(), valuesOf(output), tolerance);
    dispose([x, y]);
    model.dispose();
  });

  it.each(withGradient)('%s has the gradient of PyTorch', async (name, { input, weights, gradient }) => {
    const model = await readOnnx(file(name));
    const x = restore(input);
    const result = differentiate(model, x, () => restore(weights as StoredTensor));
    expectWithin(result.gradient.dataSync(), valuesOf(gradient as StoredTensor), tolerance);
    dispose([x, result.value, result.gradient, result.cotangent]);
    model.dispose();
  });

  it.each(images)(
    '%s takes images with channels last when it is told to, and gives the gradient with channels last',
    async (name) => {
      const { input, weights, gradient } = expected[name] as Required<Expected>;
      const model = await readOnnx(file(name), { channelsFirst: true });
      const toLast = (x: Tensor) => tidy(() => transpose(x, [0, ...x.shape.slice(2).map((_, axis) => axis + 2), 1]));
      const [original, wanted] = [restore(input), restore(gradient)];
      const [x, expectedGradient] = [toLast(original), toLast(wanted)];
      const result = differentiate(model, x, () => restore(weights));
      expect(result.gradient.shape).toEqual(expectedGradient.shape);
      expectWithin(result.gradient.dataSync(), expectedGradient.dataSync(), tolerance);
      dispose([original, wanted, x, expectedGradient, result.value, result.gradient, result.cotangent]);
      model.dispose();
    },
  );

  it('are explained completely by IntegratedGradients', async () => {
    for (const name of ['attention', 'gru', 'series']) {
      const model = await readOnnx(file(name));
      const x = restore(expected[name].input);
      const explanation = await analyze(x, new IntegratedGradients(model, 64));
      for (const error of completenessErrors(explanation)) expect(Math.abs(error)).toBeLessThan(1e-3);
      explanation.dispose();
      x.dispose();
      model.dispose();
    }
  });
});

describe('sizes that are open', () => {
  it('may change from call to call', async () => {
    const model = await readOnnx(file('attention'));
    const session = await InferenceSession.create(file('attention'));
    for (const [batch, time] of [
      [1, 1],
      [3, 4],
      [2, 10],
    ]) {
      const values = Float32Array.from({ length: batch * time * 8 }, (_, index) => Math.sin(index));
      const { y } = await session.run({ x: new OrtTensor('float32', values, [batch, time, 8]) });
      const x = tensor(values, [batch, time, 8]);
      const output = model(x);
      expectWithin(output.dataSync(), y.data as Float32Array, tolerance);
      dispose([x, output]);
    }
    await session.release();
    model.dispose();
  });
});
