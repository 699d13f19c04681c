import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { Gradient, IntegratedGradients } from 'explainable-ai';
import * as ort from 'onnxruntime-node';
import { LRP } from 'relevance-propagation';
import { analyze, type Program, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  compile,
  NativeExecutor,
  type NativeExecutorOptions,
  OutOfMemoryError,
  type Runtime,
  RuntimeMissingError,
} from '../../src';
import { blockSize } from '../../src/blocks/block-size';
import { relativeDistance } from '../support/agreement';
import { networks } from '../support/networks';

/** The real onnxruntime, which tells what it loads and frees. */
async function countingRuntime() {
  const counts = { loaded: 0, freed: 0, run: 0 };
  const runtime: Runtime = {
    Tensor: ort.Tensor as unknown as Runtime['Tensor'],
    InferenceSession: {
      async create(model, options) {
        const session = await ort.InferenceSession.create(model, options as ort.InferenceSession.SessionOptions);
        counts.loaded++;
        return {
          run: async (feeds) => {
            counts.run++;
            return session.run(feeds as never) as never;
          },
          release: async () => {
            counts.freed++;
            await session.release();
          },
        };
      },
    },
  };
  await blockSize(runtime); // found out once
  Object.assign(counts, { loaded: 0, freed: 0, run: 0 });
  return { counts, runtime };
}

async function counted(options: NativeExecutorOptions = {}) {
  const { counts, runtime } = await countingRuntime();
  const fallbacks: string[] = [];
  const onFallback = (message: string) => fallbacks.push(message);
  const executor = await NativeExecutor.create({ runtime, threads: 1, onFallback, ...options });
  return { counts, executor, fallbacks };
}

async function runOnce(executor: NativeExecutor, program: Program, ...inputs: tf.Tensor[]): Promise<number[][]> {
  const outputs = await executor.run(program, inputs);
  const values = outputs.map((output) => Array.from(output.dataSync()));
  tf.dispose(outputs);
  return values;
}

describeBackends('the executor', () => {
  test('a compiled program that is run after it was disposed of keeps no session', async () => {
    const { counts, runtime } = await countingRuntime();
    const x = tf.tensor1d([1, 2]);
    const compiled = await compile((x) => [tf.square(x)], [x], { runtime });
    await compiled.dispose();
    const [squares] = await compiled.run([x]);
    expect(Array.from(squares.dataSync())).toEqual([1, 4]);
    expect(counts).toEqual({ loaded: 2, freed: 2, run: 1 });
    tf.dispose([x, squares]);
  });

  test.each([
    ['cpu', true],
    ['another', false],
  ])('images are in blocks on processors alone (%s)', async (provider, areBlocked) => {
    const files: string[] = [];
    const told: unknown[] = [];
    const { runtime } = await countingRuntime();
    const create: Runtime['InferenceSession']['create'] = (model, options) => {
      files.push(Buffer.from(model).toString('latin1'));
      told.push(options?.executionProviders);
      return runtime.InferenceSession.create(model, { ...options, executionProviders: ['cpu'] });
    };
    const watched = { ...runtime, InferenceSession: { create } };
    const block = await blockSize(watched);
    files.length = told.length = 0;
    const sessionOptions = { executionProviders: [provider] };
    const executor = await NativeExecutor.create({ runtime: watched, sessionOptions });
    const filter = tf.ones([1, 1, 16, 16]) as tf.Tensor4D;
    const x = tf.ones([1, 2, 2, 16]);
    expect((await runOnce(executor, (image) => [tf.conv2d(image as tf.Tensor4D, filter, 1, 'same')], x))[0][0]).toBe(
      16,
    );
    expect(told).toEqual([[provider]]);
    expect(files[0].includes('com.microsoft.nchwc')).toBe(areBlocked && block > 1);
    tf.dispose([filter, x]);
    await executor.dispose();
  });

  test('a callback that throws hears of each program that would run eagerly', async () => {
    const refuse = (message: string) => {
      throw new Error(`refused: ${message}`);
    };
    const { executor } = await counted({ onFallback: refuse });
    const x = tf.tensor1d([1]);
    for (let time = 0; time < 2; time++) {
      const before = tf.memory().numTensors;
      await expect(executor.run((y) => [tf.mul(y, y.dataSync()[0])], [x])).rejects.toThrow('refused: xai-native');
      expect(tf.memory().numTensors).toBe(before);
    }
    x.dispose();
    await executor.dispose();
  });

  test('compiles a program once for each shape', async () => {
    const { counts, executor } = await counted();
    let traced = 0;
    const program: Program = (x) => {
      traced++;
      return [tf.mul(x, 2)];
    };
    const [two, three] = [tf.tensor1d([1, 2]), tf.tensor1d([1, 2, 3])];
    expect(await runOnce(executor, program, two)).toEqual([[2, 4]]);
    expect(await runOnce(executor, program, two)).toEqual([[2, 4]]);
    expect({ traced, loaded: counts.loaded }).toEqual({ traced: 1, loaded: 1 });
    expect(await runOnce(executor, program, three)).toEqual([[2, 4, 6]]);
    expect({ traced, loaded: counts.loaded, run: counts.run }).toEqual({ traced: 2, loaded: 2, run: 3 });
    await executor.dispose();
    expect(counts.freed).toBe(2);
    tf.dispose([two, three]);
  });

  test('gives handles of their own, whatever the program returns', async () => {
    const { executor } = await counted();
    const constant = tf.tensor1d([7]);
    const input = tf.tensor1d([1, -2]);
    const results = await executor.run(
      (x) => {
        const y = tf.relu(x);
        return [y, y, x, constant, tf.ones([2])];
      },
      [input],
    );
    expect(results.map((result) => Array.from(result.dataSync()))).toEqual([[1, 0], [1, 0], [1, -2], [7], [1, 1]]);
    expect(new Set([...results, input, constant].map(({ id }) => id)).size).toBe(7);
    tf.dispose([results, constant, input]);
    await executor.dispose();
  });

  test.each([false, true])(
    'a variable that is assigned counts with its new values (constants: %s)',
    async (constants) => {
      const { executor } = await counted({ constants });
      const weight = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
      const [x, changed] = [tf.tensor1d([1, 1]), tf.tensor1d([5, -1])];
      const program: Program = (input) => [tf.mul(input, tf.add(weight, 1)), weight.clone()];
      expect(await runOnce(executor, program, x)).toEqual([
        [2, 3],
        [1, 2],
      ]);
      weight.assign(changed);
      expect(await runOnce(executor, program, x)).toEqual([
        [6, 0],
        [5, -1],
      ]);
      expect(await runOnce(executor, program, x)).toEqual([
        [6, 0],
        [5, -1],
      ]);
      tf.dispose([weight, x, changed]);
      await executor.dispose();
    },
  );

  test.each([
    ['many rows: with the graph, until it changes', 20, [1, 2, 2]],
    ['one row: as an input from the start', 1, [1, 1, 1]],
  ])('a large matrix is loaded for %s', async (_, rows, expected) => {
    const { executor, counts } = await counted();
    const matrix = tf.tidy(() => tf.variable(tf.randomUniform([600, 600], -1, 1, 'float32', 1)));
    const x = tf.randomUniform([rows, 600], -1, 1, 'float32', 2);
    const program: Program = (input) => [tf.matMul(input, matrix)];
    const loaded: number[] = [];
    for (const factor of [1, -2, 3]) {
      tf.tidy(() => matrix.assign(tf.mul(matrix, factor)));
      const [native] = await runOnce(executor, program, x);
      const eager = tf.tidy(() => program(x)[0].dataSync());
      expect(relativeDistance(native, eager)).toBeLessThan(1e-6);
      loaded.push(counts.loaded);
    }
    expect(loaded).toEqual(expected);
    tf.dispose([matrix, x]);
    await executor.dispose();
  });

  test('a model that is trained on counts with its new weights', async () => {
    const { executor, counts } = await counted();
    const { model, input } = networks.convolutional();
    const gradient = new Gradient(model);
    const values = async (options: object) => {
      const explanation = await analyze(input, gradient, 1, options);
      const data = Array.from(explanation.val.dataSync());
      explanation.dispose();
      return data;
    };
    await values({ executor });
    await values({ executor }); // now the selection is an input of the program
    const { loaded } = counts;
    for (const factor of [1.5, 0.5]) {
      tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.mul(weight, factor))));
      const [native, eager] = [await values({ executor }), await values({})];
      expect(relativeDistance(native, eager)).toBeLessThan(1e-5);
      expect(counts.loaded).toBe(loaded + 1); // weights that changed once are inputs from then on
    }
    tf.dispose(input);
    model.dispose();
    await executor.dispose();
  });

  test.each([false, true])(
    'weights that are inputs count with their values of each run (constants: %s)',
    async (constants) => {
      const { executor, counts } = await counted({ constants });
      const program: Program = (x, filter) => [tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same')];
      const x = tf.randomUniform([1, 5, 5, 8], -1, 1, 'float32', 1);
      for (const seed of [1, 1, 2, 3]) {
        const filter = tf.randomUniform([3, 3, 8, 16], -1, 1, 'float32', seed);
        const [native] = await executor.run(program, [x, filter]);
        const [eager] = tf.tidy(() => program(x, filter));
        expect(relativeDistance(native.dataSync(), eager.dataSync())).toBeLessThan(1e-5);
        tf.dispose([native, eager, filter]);
      }
      expect(counts.loaded).toBe(constants ? 2 : 1); // not again for weights that change again and again
      x.dispose();
      await executor.dispose();
    },
  );

  test('runs and disposals at the same time wait for each other', async () => {
    const { executor } = await counted({ cacheSize: 1 });
    const x = tf.tensor1d([1, 2]);
    const programs = [2, 3].map(
      (factor): Program =>
        (input) => [tf.mul(input, factor)],
    );
    const runs = [0, 1, 0, 1].map((index) => runOnce(executor, programs[index], x));
    const disposal = executor.dispose();
    expect(await Promise.all(runs)).toEqual([[[2, 4]], [[3, 6]], [[2, 4]], [[3, 6]]]);
    await disposal;
    await executor.dispose();
    x.dispose();
  });

  test('what cannot be compiled runs eagerly, with one warning that names the operation', async () => {
    const { executor, fallbacks, counts } = await counted();
    const reads: Program = (x) => [tf.mul(x, x.dataSync()[0])];
    const x = tf.tensor1d([2, 3]);
    expect(await runOnce(executor, reads, x)).toEqual([[4, 6]]);
    expect(await runOnce(executor, reads, x)).toEqual([[4, 6]]);
    expect(fallbacks).toEqual([
      'xai-native: a program runs eagerly. The program uses the values of a tensor (data, array, ...), which cannot be part of a graph.',
    ]);
    const searches: Program = (values) => [tf.cast(tf.searchSorted(tf.tensor1d([1, 2.5]), values), 'float32')];
    expect(await runOnce(executor, searches, x)).toEqual([[1, 2]]);
    expect(fallbacks[1]).toContain('the operation SearchSorted');
    expect(counts.loaded).toBe(0);
    x.dispose();
    await executor.dispose();
  });

  test('warns on the console by default', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const executor = await NativeExecutor.create();
    const x = tf.tensor1d([2]);
    await runOnce(executor, (input) => [tf.mul(input, input.dataSync()[0])], x);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    x.dispose();
  });

  test("a program's own error is thrown as it is", async () => {
    const { executor, fallbacks } = await counted();
    const x = tf.tensor1d([1]);
    const program = () => {
      throw new RangeError('mine');
    };
    await expect(executor.run(program, [x])).rejects.toThrow(new RangeError('mine'));
    expect(fallbacks).toEqual([]);
    x.dispose();
  });

  test('keeps at most as many programs as it is told', async () => {
    const { executor, counts } = await counted({ cacheSize: 2 });
    const x = tf.tensor1d([1]);
    const programs = [1, 2, 3].map(
      (factor): Program =>
        (input) => [tf.mul(input, factor + 1)],
    );
    for (const program of programs) await runOnce(executor, program, x);
    expect({ size: executor.size, freed: counts.freed }).toEqual({ size: 2, freed: 1 });
    await runOnce(executor, programs[2], x);
    expect(counts.loaded).toBe(3);
    await executor.dispose();
    expect(counts.freed).toBe(3);
    x.dispose();
  });

  test('a scope keeps programs of its own, which go with it', async () => {
    const { executor, counts, fallbacks } = await counted();
    const [kept, passing]: Program[] = [2, 3].map((factor) => (x) => [tf.mul(x, factor)]);
    const x = tf.tensor1d([1]);
    expect(await runOnce(executor, kept, x)).toEqual([[2]]);
    const scope = executor.scope();
    for (let time = 0; time < 2; time++) expect(await runOnce(scope, passing, x)).toEqual([[3]]);
    expect({ loaded: counts.loaded, sizes: [executor.size, scope.size] }).toEqual({ loaded: 2, sizes: [1, 1] });
    const untraceable: Program = (y) => [tf.mul(y, y.dataSync()[0])];
    for (const one of [scope, executor]) expect(await runOnce(one, untraceable, x)).toEqual([[1]]);
    expect(fallbacks.length).toBe(1); // the same reason is told once
    await scope.dispose();
    expect(counts.freed).toBe(1);
    expect(await runOnce(executor, kept, x)).toEqual([[2]]);
    expect(counts.loaded).toBe(2);
    await executor.dispose();
    expect(counts.freed).toBe(2);
    x.dispose();
  });

  test('hundreds of analyses leave no tensor and no session', async () => {
    const { executor, counts } = await counted({ cacheSize: 4 });
    const { model, input } = networks.dense();
    const before = tf.memory().numTensors;
    const buffers = tf.memory().numDataBuffers;
    const methods = [new Gradient(model), new IntegratedGradients(model, 3), new LRP(model)];
    for (let round = 0; round < 100; round++) {
      for (const method of methods) (await analyze(input, method, round % 3, { executor })).dispose();
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.memory().numDataBuffers - buffers).toBeLessThan(20); // derived data lives with the weights
    expect(counts.loaded - counts.freed).toBe(executor.size);
    await executor.dispose();
    expect(counts.loaded - counts.freed).toBe(0);
    tf.dispose(input);
    model.dispose();
  });
});

describe('errors', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test.each([['neither' as never], [{} as never]])('a runtime that is none: %p', async (runtime) => {
    await expect(NativeExecutor.create({ runtime })).rejects.toThrow(RuntimeMissingError);
  });

  test.each<[object, string]>([
    [{ cacheSize: 0 }, 'cacheSize is 0; expected an integer of at least 1'],
    [{ threads: 1.5 }, 'threads is 1.5; expected an integer of at least 1'],
    [{ thread: 2 }, 'NativeExecutor has no option "thread"; did you mean threads?'],
    [{ cache: 5 }, 'cache was given 5; expected an object of options'],
    [{ cache: null }, 'cache is null; expected a folder, or { folder, megabytes }'],
    [{ cache: { megabytes: 3 } }, 'expected a folder, or { folder, megabytes }'],
    [{ cache: { folder: 'a', megabyte: 3 } }, 'cache has no option "megabyte"; did you mean megabytes?'],
  ])('%p', async (options, message) => {
    await expect(NativeExecutor.create(options)).rejects.toThrow(ValueError);
    await expect(NativeExecutor.create(options)).rejects.toThrow(message);
  });

  test('what is compiled alone has the same options', async () => {
    const program: Program = (x) => [tf.neg(x)];
    const one = { shape: [1], dtype: 'float32' } as const;
    await expect(compile(program, [one], { threads: 0 })).rejects.toThrow('threads is 0');
    await expect(compile(program, [one], { cacheSize: 3 } as object)).rejects.toThrow('compile has no option');
  });

  test('a lack of memory is an error of its own, so that the batch can be split', async () => {
    const { runtime } = await countingRuntime();
    let isFull = true;
    const create: Runtime['InferenceSession']['create'] = async (model, options) => {
      if (isFull) throw new Error('Failed to allocate memory for requested buffer of size 1099511627776');
      return runtime.InferenceSession.create(model, options);
    };
    const executor = await NativeExecutor.create({ runtime: { ...runtime, InferenceSession: { create } } });
    const x = tf.tensor1d([1]);
    const program: Program = (input) => [tf.neg(input)];
    await expect(executor.run(program, [x])).rejects.toThrow(OutOfMemoryError);
    isFull = false;
    expect(await runOnce(executor, program, x)).toEqual([[-1]]);
    x.dispose();
    await executor.dispose();
  });
});

test('a batch that does not fit is split, and gives the same', async () => {
  await tf.setBackend('cpu');
  const { runtime, counts } = await countingRuntime();
  const create: Runtime['InferenceSession']['create'] = async (model, options) => {
    const session = await runtime.InferenceSession.create(model, options);
    const run: typeof session.run = async (feeds) => {
      const images = Object.values(feeds).filter(({ dims }) => String(dims.slice(1)) === '9,8,2');
      if (images[0].dims[0] > 1) throw new Error('bad_alloc');
      return session.run(feeds);
    };
    return { run, release: () => session.release() };
  };
  const { model, input } = networks.convolutional();
  const scarce = { ...runtime, InferenceSession: { create } };
  await blockSize(scarce);
  Object.assign(counts, { loaded: 0, freed: 0 });
  const executor = await NativeExecutor.create({ runtime: scarce });
  const native = await analyze(input, new Gradient(model), undefined, { executor });
  const eager = await analyze(input, new Gradient(model));
  expect(relativeDistance(native.val.dataSync(), eager.val.dataSync())).toBeLessThan(1e-5);
  native.dispose();
  eager.dispose();
  tf.dispose(input);
  model.dispose();
  await executor.dispose();
  expect(counts.freed).toBe(counts.loaded);
});

test('onnxruntime-web gives the same', async () => {
  await tf.setBackend('cpu');
  const { model, input } = networks.convolutional();
  const executor = await NativeExecutor.create({ runtime: 'web', onFallback: (message) => expect(message).toBe('') });
  const [native, eager] = [
    await analyze(input, new Gradient(model), undefined, { executor }),
    await analyze(input, new Gradient(model)),
  ];
  expect(relativeDistance(native.val.dataSync(), eager.val.dataSync())).toBeLessThan(1e-5);
  native.dispose();
  eager.dispose();
  tf.dispose(input);
  model.dispose();
  await executor.dispose();
});
