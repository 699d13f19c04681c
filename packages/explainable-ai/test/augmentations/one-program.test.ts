import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type Analyzer, analyze, type Executor, eagerExecutor, type Program } from 'xai-base';
import {
  GradientSHAP,
  InputTimesGradient,
  IntegratedGradients,
  InterpolationAugmentation,
  NoiseAugmentation,
  SmoothGrad,
} from '../../src';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [first, second] = [tf.randomUniform([6, 8], -1, 1, 'float32', 1), tf.randomUniform([8, 3], -1, 1, 'float32', 2)];
const model = (x: tf.Tensor) =>
  tf.matMul(tf.tanh(tf.matMul(x as tf.Tensor2D, first as tf.Tensor2D)), second as tf.Tensor2D);
const input = tf.randomUniform([2, 6], -1, 1, 'float32', 3);
const background = tf.randomUniform([4, 6], -1, 1, 'float32', 4);
afterAll(() => tf.dispose([first, second, input, background]));

const analyzers: Record<string, () => Analyzer> = {
  IntegratedGradients: () => new IntegratedGradients(model, 10),
  SmoothGrad: () => new SmoothGrad(model, 10, 0.1, { seed: 1 }),
  GradientSHAP: () => new GradientSHAP(model, background, 10, { seed: 1 }),
  'noise on InputTimesGradient': () => new NoiseAugmentation(new InputTimesGradient(model), 10, 0.1, { seed: 1 }),
  'the way to InputTimesGradient': () => new InterpolationAugmentation(new InputTimesGradient(model), 10),
};

/** An executor that tells what it ran, and fails where it is told to. */
function watched(fails?: Error) {
  const runs: { program: Program; outputs: number[][] }[] = [];
  const executor: Executor = {
    name: 'watched',
    async run(program, inputs) {
      if (fails && inputs.length > 3) throw fails;
      const outputs = await eagerExecutor.run(program, inputs);
      runs.push({ program, outputs: outputs.map(({ shape }) => shape) });
      return outputs;
    },
  };
  return { executor, runs };
}

async function expectSame(analyzer: Analyzer, options: object, executor: Executor) {
  const plain = await analyze(input, analyzer, 1, options);
  const executed = await analyze(input, analyzer, 1, { ...options, executor });
  const [a, b] = [plain.val.dataSync(), executed.val.dataSync()];
  a.forEach((value, index) => void expect(b[index]).toBeCloseTo(value, 6));
  plain.dispose();
  executed.dispose();
}

describe.each(Object.keys(analyzers))('%s', (name) => {
  test('is one run for a batch with all of its variants, of which the sum alone comes back', async () => {
    const { executor, runs } = watched();
    await expectSame(analyzers[name](), {}, executor);
    const whole = runs.filter(({ outputs }) => String(outputs[0]) === '2,6');
    expect(whole.length).toBe(1);
    if (name.match(/way|Integrated/)) expect(runs).toEqual(whole); // with the outputs, of which there are two, and what they miss
    expect(runs.every(({ outputs }) => outputs.every(([rows]) => rows <= 2))).toBe(true);
  });

  test('is the same in parts, by one program, and again', async () => {
    const { executor, runs } = watched();
    const analyzer = analyzers[name]();
    for (let time = 0; time < 2; time++) await expectSame(analyzer, { batchSize: 6 }, executor);
    const whole = runs.filter(({ outputs }) => outputs.length === 1 && outputs[0][1] === 6);
    expect(whole.length).toBe(8); // 3, 3, 3 and 1 variants of both samples
    expect(new Set(whole.map(({ program }) => program)).size).toBe(1);
  });

  test('goes on in smaller parts when there is too little memory for one run', async () => {
    const { executor, runs } = watched(new Error('bad_alloc'));
    await expectSame(analyzers[name](), {}, executor);
    expect(runs.length).toBeGreaterThan(0);
  });
});

test('a reference is the caller’s before and after', async () => {
  const inputRef = tf.ones([2, 6]);
  await expectSame(new IntegratedGradients(model, 4), { inputRef }, watched().executor);
  expect(inputRef.isDisposed).toBe(false);
  inputRef.dispose();
});

test('a model with its own gradients gives them', async () => {
  const own = {
    predict: async (x: tf.Tensor) => tf.tidy(() => model(x)),
    gradient: async (x: tf.Tensor, mask: tf.Tensor) =>
      tf.tidy(() => tf.grad((y: tf.Tensor) => tf.sum(tf.mul(model(y), mask)))(x)),
  };
  const { executor, runs } = watched();
  const [plain, executed] = [
    await analyze(input, new IntegratedGradients(model, 5), 1),
    await analyze(input, new IntegratedGradients(own, 5), 1, { executor }),
  ];
  const values = executed.val.dataSync();
  plain.val.dataSync().forEach((value, index) => void expect(values[index]).toBeCloseTo(value, 6));
  expect(runs.length).toBe(0);
  plain.dispose();
  executed.dispose();
});
