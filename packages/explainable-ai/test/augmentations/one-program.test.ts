import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { AbortError, type Analyzer, analyze, type Executor, eagerExecutor, type Program } from 'xai-base';
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
      if (fails && inputs.length > 2) throw fails;
      const outputs = await eagerExecutor.run(program, inputs);
      runs.push({ program, outputs: outputs.map(({ shape }) => shape) });
      return outputs;
    },
  };
  return { executor, runs };
}

async function expectSame(analyzer: Analyzer, options: object, executor: Executor, selection?: number) {
  const plain = await analyze(input, analyzer, selection, options);
  const executed = await analyze(input, analyzer, selection, { ...options, executor });
  expect(executed.outputSelection).toEqual(plain.outputSelection);
  const [a, b] = [plain.val.dataSync(), executed.val.dataSync()];
  a.forEach((value, index) => void expect(b[index]).toBeCloseTo(value, 6));
  plain.dispose();
  executed.dispose();
}

describe.each(Object.keys(analyzers))('%s', (name) => {
  test.each([
    ['a given output', 1],
    ['the most activated output', undefined],
  ])('is one run for a batch with all of its variants and its outputs: %s', async (_, selection) => {
    const { executor, runs } = watched();
    const perSample = name.match(/way|Integrated/) ? ['2', '2'] : []; // what the path misses, and where it begins
    await expectSame(analyzers[name](), { batchSize: 20 }, executor, selection);
    expect(runs.map(({ outputs }) => outputs.map(String))).toEqual([['2,6', '2,3', '2,3', ...perSample]]);
  });

  test('is not one run for more than fits into a batch', async () => {
    const { executor, runs } = watched();
    await expectSame(analyzers[name](), { batchSize: 19 }, executor);
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.every(({ outputs }) => outputs.every(([rows]) => rows <= 2))).toBe(true); // the sum alone comes back
  });

  test('leaves nothing when it is aborted after the one run', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort(), executor: watched().executor };
    await expect(analyze(input, analyzers[name](), 1, options)).rejects.toThrow(AbortError);
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
    const reports: number[] = [];
    await expectSame(analyzers[name](), {}, executor);
    expect(runs.length).toBeGreaterThan(0);
    (await analyze(input, analyzers[name](), 1, { executor, onProgress: ({ done }) => reports.push(done) })).dispose();
    expect(reports).toEqual([20]); // of what was explained, and not of the attempt
  });
});

test('steps to a tolerance are as many as without an executor', async () => {
  const analyzer = new IntegratedGradients(model, { tolerance: 1e-3 });
  const { executor } = watched();
  await expectSame(analyzer, {}, executor);
  const executed = await analyze(input, analyzer, 1, { executor });
  expect(executed.extras?.withinTolerance).toEqual([true, true]);
  executed.dispose();
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
