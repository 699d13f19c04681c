import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze, type Executor, eagerExecutor, type Program } from 'xai-base';
import { KernelSHAP, LIME, RISE } from '../src';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const weights = tf.randomUniform([16, 3], -1, 1, 'float32', 1);
const model = (x: tf.Tensor) => tf.softmax(tf.matMul(tf.reshape(x, [-1, 16]), weights as tf.Tensor2D));
const input = tf.randomUniform([2, 4, 4, 1], 0, 1, 'float32', 2);
afterAll(() => tf.dispose([weights, input]));

/** An executor that tells what it was asked to run. */
function watched() {
  const batches: number[] = [];
  const programs = new Set<Program>();
  const executor: Executor = {
    name: 'watched',
    run(program, inputs) {
      batches.push(inputs[0].shape[0]);
      programs.add(program);
      return eagerExecutor.run(program, inputs);
    },
  };
  return { executor, batches, programs };
}

const analyzers = {
  RISE: () => new RISE(model, { masks: 100, seed: 1 }),
  LIME: () => new LIME(model, { samples: 170, seed: 1 }),
  KernelSHAP: () => new KernelSHAP(model, { samples: 90, seed: 1 }),
};

test.each(Object.keys(analyzers) as (keyof typeof analyzers)[])(
  '%s asks an executor for all outputs, by one program and in batches of few sizes',
  async (name) => {
    const { executor, batches, programs } = watched();
    const plain = await analyze(input, analyzers[name]());
    const executed = await analyze(input, analyzers[name](), undefined, { executor });
    expect(batches.length).toBeGreaterThan(3);
    expect(batches.every((batch) => Number.isInteger(Math.log2(batch)) || batch % 16 === 0)).toBe(true);
    expect(programs.size).toBeLessThan(3); // one for the model, and RISE's, which hides pixels as well
    expect(executed.val.dataSync()).toEqual(plain.val.dataSync());
    expect(executed.output.dataSync()).toEqual(plain.output.dataSync());
    plain.dispose();
    executed.dispose();
  },
);

test('a second analyzer of the same model asks by the same programs', async () => {
  const { executor, programs } = watched();
  (await analyze(input, analyzers.RISE(), 0, { executor })).dispose();
  const before = programs.size;
  (await analyze(input, analyzers.RISE(), 1, { executor })).dispose();
  expect(programs.size).toBe(before);
});

test('a batch size that is asked for is kept', async () => {
  const { executor, batches } = watched();
  (await analyze(input, analyzers.RISE(), 0, { executor, batchSize: 10 })).dispose();
  expect(new Set(batches)).toEqual(new Set([2, 10]));
});

test('an asynchronous model evaluates itself', async () => {
  const { executor } = watched();
  const later = async (x: tf.Tensor) => {
    await Promise.resolve();
    return tf.tidy(() => model(x));
  };
  const plain = await analyze(input, new RISE(later, { masks: 20, seed: 1 }), 1);
  const executed = await analyze(input, new RISE(later, { masks: 20, seed: 1 }), 1, { executor });
  expect(executed.val.dataSync()).toEqual(plain.val.dataSync());
  plain.dispose();
  executed.dispose();
});
