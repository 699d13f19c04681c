import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze, type Executor, type Explanation, eagerExecutor, type Program } from 'xai-base';
import { gridSegments, KernelSHAP, LIME, type PerturbationAnalyzer, RISE } from '../src';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const weights = tf.randomUniform([16, 3], -1, 1, 'float32', 1);
const model = (x: tf.Tensor) => tf.softmax(tf.matMul(tf.reshape(x, [-1, 16]), weights as tf.Tensor2D));
const input = tf.randomUniform([2, 4, 4, 1], 0, 1, 'float32', 2);
afterAll(() => tf.dispose([weights, input]));

/** Frees all but the first. */
function first([explanation, ...others]: Explanation[]): [Explanation] {
  for (const other of others) other.dispose();
  return [explanation];
}

/** An executor that tells what it was asked to run. */
function watched() {
  const batches: number[] = [];
  const sizes = new Set<number>(); // of what is given for a sample
  const programs = new Set<Program>();
  const executor: Executor = {
    name: 'watched',
    run(program, inputs) {
      batches.push(inputs[0].shape[0]);
      sizes.add(inputs[0].size / inputs[0].shape[0]);
      programs.add(program);
      return eagerExecutor.run(program, inputs);
    },
  };
  return { executor, batches, sizes, programs };
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
    expect(programs.size).toBe(2); // one for the model, and one that hides features as well
    expectNear(executed.val.dataSync(), plain.val.dataSync());
    expect(executed.output.dataSync()).toEqual(plain.output.dataSync());
    plain.dispose();
    executed.dispose();
  },
);

/** Equal but for the rounding of float32. */
function expectNear(values: ArrayLike<number>, expected: ArrayLike<number>): void {
  const largest = Math.max(...Array.from(expected, Math.abs));
  const furthest = Math.max(...Array.from(values, (value, index) => Math.abs(value - expected[index])));
  expect(furthest).toBeLessThanOrEqual(2e-6 * largest);
}

describe('what is given in the place of inputs', () => {
  const image = tf.randomUniform([1, 6, 9, 3], -1, 1, 'float32', 3);
  const filter = tf.randomUniform([6 * 9 * 3, 2], -1, 1, 'float32', 4);
  const squares = (x: tf.Tensor) => tf.square(tf.matMul(tf.reshape(x, [-1, 162]), filter as tf.Tensor2D));
  const segmenter = gridSegments(4);
  afterAll(() => tf.dispose([image, filter]));

  const few: [string, () => PerturbationAnalyzer, number][] = [
    ['RISE: cells', () => new RISE(squares, { masks: 150, featureResolution: 3, seed: 1 }), 3 * 3 + 2],
    [
      'RISE on another background: cells',
      () => new RISE(squares, { masks: 150, featureResolution: 4, keepProbability: 0.3, background: 'mean', seed: 1 }),
      4 * 4 + 2,
    ],
    [
      'RISE with cells that are smaller than pixels: cells',
      () => new RISE(squares, { masks: 150, featureResolution: 8, keepProbability: 0.5, seed: 1 }),
      8 * 8 + 2,
    ],
    ['LIME: superpixels', () => new LIME(squares, { samples: 100, segmenter, seed: 1 }), 16],
    ['KernelSHAP: superpixels', () => new KernelSHAP(squares, { samples: 100, segmenter, seed: 1 }), 16],
  ];
  test.each(few)('%s, with the explanation that inputs give', async (_, analyzer, size) => {
    const { executor, sizes } = watched();
    const [plain] = await analyzer().analyzeOutputs(image, [1, 0]).then(first);
    const [executed] = await analyzer().analyzeOutputs(image, [1, 0], { executor }).then(first);
    expect(sizes).toEqual(new Set([162, size])); // the sample itself is asked for as it is
    expectNear(executed.val.dataSync(), plain.val.dataSync());
    plain.dispose();
    executed.dispose();
  });

  test('masks of RISE, where standard errors are asked for', async () => {
    const { executor, sizes } = watched();
    const rise = new RISE(squares, { masks: 9, standardErrors: true, keepProbability: 0.5, seed: 1 });
    (await analyze(image, rise, 0, { executor })).dispose();
    expect(sizes).toEqual(new Set([162, 54]));
  });

  test('a mask that keeps nothing is one, whatever cells its grid keeps', async () => {
    const { executor } = watched();
    const settings = { masks: 50, featureResolution: 2, keepProbability: 0.001, seed: 1 };
    await expect(analyze(image, new RISE(squares, settings), 0, { executor })).rejects.toThrow('keep something');
  });
});

test('enumerated and drawn coalitions share their batches, as each size of a batch is compiled', async () => {
  const { executor, batches } = watched();
  const sample = tf.slice(input, 0, 1);
  const shap = new KernelSHAP(model, { samples: 256, seed: 1 });
  (await analyze(sample, shap, undefined, { executor })).dispose();
  expect(batches).toEqual([1, 1, 128, 128]); // the sample, the empty coalition, and the others
  sample.dispose();
});

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
