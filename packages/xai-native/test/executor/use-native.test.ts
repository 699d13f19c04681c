import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { InputTimesGradient, IntegratedGradients, SmoothGrad } from 'explainable-ai';
import { AttnLRP, CRP, EpsilonPlus, LRP } from 'relevance-propagation';
import { type Analyzer, analyze, chosenExecutor, eagerExecutor, TopNFeatures, useExecutor } from 'xai-base';
import { NativeExecutor, type Runtime, RuntimeMissingError, useNative } from '../../src';

const [first, second] = [tf.randomNormal([6, 8], 0, 1, 'float32', 1), tf.randomNormal([8, 3], 0, 1, 'float32', 2)];
const model = (x: tf.Tensor) =>
  tf.matMul(tf.relu(tf.matMul(x as tf.Tensor2D, first as tf.Tensor2D)), second as tf.Tensor2D);
const input = tf.randomNormal([2, 6], 0, 1, 'float32', 3);
afterAll(() => tf.dispose([first, second, input]));
afterEach(() => useExecutor(undefined));

const analyzers: Record<string, () => Analyzer> = {
  LRP: () => new LRP(model, new EpsilonPlus()),
  AttnLRP: () => new AttnLRP(model),
  CRP: () => new CRP(new LRP(model, new EpsilonPlus()), 0, new TopNFeatures(2)) as Analyzer,
  InputTimesGradient: () => new InputTimesGradient(model),
  IntegratedGradients: () => new IntegratedGradients(model, 8),
  SmoothGrad: () => new SmoothGrad(model, 8, 0.1, { seed: 1 }),
};

test.each(Object.keys(analyzers))('%s is compiled without being told so, with the same values', async (name) => {
  const fallbacks: string[] = [];
  const executor = await useNative({ threads: 1, onFallback: (message) => void fallbacks.push(message) });
  const compiled = await analyze(input, analyzers[name](), 1);
  expect([executor.size > 0, fallbacks]).toEqual([true, []]);
  await executor.dispose();
  const eager = await analyze(input, analyzers[name](), 1, { executor: eagerExecutor });
  expect(executor.size).toBe(0);
  const values = compiled.val.dataSync();
  eager.val.dataSync().forEach((value, index) => void expect(values[index]).toBeCloseTo(value, 5));
  for (const explanation of [compiled, eager]) explanation.dispose();
});

test('where there is no onnxruntime, it says so and nothing changes', async () => {
  await expect(useNative({ runtime: {} as Runtime })).rejects.toThrow(RuntimeMissingError);
  expect(chosenExecutor()).toBeUndefined();
});

test('the executor is the one that is chosen', async () => {
  const executor = await useNative();
  expect(executor).toBeInstanceOf(NativeExecutor);
  expect(chosenExecutor()).toBe(executor);
  await executor.dispose();
});
