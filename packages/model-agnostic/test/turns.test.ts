import '@tensorflow/tfjs-backend-cpu';
import { sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { AbortError, analyze, type Progress, RandomStream } from 'xai-base';
import { explainTabular, KernelSHAP, LIME, partialDependence, permutationImportance, RISE, summarize } from '../src';
import { columnsOf } from '../src/tables/table-columns';

/** A model that takes so long for a batch, and notes how often it was called since the signal fired. */
class SlowModel {
  calls = 0;
  callsAfterAbort = 0;
  readonly controller = new AbortController();

  readonly call = (x: Tensor) => {
    if (this.controller.signal.aborted) this.callsAfterAbort++;
    if (++this.calls === 3) setTimeout(() => this.controller.abort(), 1);
    const end = performance.now() + 15;
    while (performance.now() < end);
    return sum(x, 1, true);
  };
}

const rows = Array.from({ length: 60 }, (_, row) =>
  Array.from({ length: 14 }, (_column, at) => Math.sin(row * at + at)),
);

describe('a timer fires while a model is asked, and aborts before the next batch', () => {
  type Work = (model: SlowModel, options: { batchSize: number; signal: AbortSignal }) => Promise<unknown>;
  const analysis =
    (method: (model: SlowModel) => RISE | LIME | KernelSHAP): Work =>
    async (model, options) => {
      const input = tensor2d([rows[1]]);
      return analyze(input, method(model), 0, options).finally(() => input.dispose());
    };

  it.each<[string, Work]>([
    ['RISE', analysis(({ call }) => new RISE(call, { masks: 4000 }))],
    ['LIME', analysis(({ call }) => new LIME(call, { samples: 4000 }))],
    ['KernelSHAP', analysis(({ call }) => new KernelSHAP(call, { samples: 4000 }))],
    [
      'permutationImportance',
      ({ call }, options) =>
        permutationImportance(
          call,
          rows,
          rows.map(() => 1),
          { ...options, metric: 'squaredError' },
        ),
    ],
    ['partialDependence', ({ call }, options) => partialDependence(call, rows, 0, options)],
  ])('%s', async (_name, work) => {
    const model = new SlowModel();
    await expect(work(model, { batchSize: 8, signal: model.controller.signal })).rejects.toThrow(AbortError);
    expect(model.callsAfterAbort).toBe(0);
  });
});

describe('work on the host looks at the signal, and lets timers fire, between its steps', () => {
  const random = new RandomStream(1);
  const columns = 64;
  const trainingData = Array.from({ length: 100 }, () => Array.from({ length: columns }, () => random.uniform()));
  const model = (x: Tensor) => sum(x, 1, true);

  /** A signal that counts how often it was looked at since the last row was asked about. */
  class Watched {
    looks = 0;
    readonly signal = Object.defineProperty({}, 'aborted', {
      get: () => {
        this.looks++;
        return false;
      },
    }) as AbortSignal;

    readonly onProgress = ({ done, total }: Progress) => {
      if (done === total) this.looks = 0;
    };
  }

  const explaining =
    (settings: object) =>
    async ({ signal, onProgress }: Watched) => {
      const options = { mode: 'regression', seed: 1, trainingData, ...settings, signal, onProgress } as never;
      for (const one of await explainTabular(model, trainingData[0], options)) one.dispose();
    };
  const background = { trainingData: [trainingData[1]] };

  it.each<[string, (watched: Watched) => Promise<void>]>([
    ['the ridge of LIME', explaining({ method: 'LIME', samples: 100 })],
    ['the ridge of LIME in the number of rows', explaining({ method: 'LIME', samples: 30 })],
    ['the forward selection of LIME', explaining({ method: 'LIME', samples: 100, numFeatures: 3 })],
    ['the lasso path of LIME', explaining({ method: 'LIME', samples: 100, featureSelection: 'lassoPath' })],
    ['the regression of KernelSHAP', explaining({ method: 'KernelSHAP', samples: 300, ...background })],
    ['the shortest solution of KernelSHAP', explaining({ method: 'KernelSHAP', samples: 60, ...background })],
    [
      'the selection of KernelSHAP',
      explaining({ method: 'KernelSHAP', samples: 200, selection: 'aic', ...background }),
    ],
    [
      'a summary',
      async ({ signal }) => {
        const table = tensor2d(trainingData);
        await summarize(table, 25, { signal }).finally(() => table.dispose());
      },
    ],
  ])('%s', async (_name, work) => {
    const watched = new Watched();
    await work(watched);
    expect(watched.looks).toBeGreaterThan(25);
  });
});

it('a table is read in one pass, however many columns it has', () => {
  const numbers = Array.from({ length: 300 }, (_, at) => at);
  let reads = 0;
  const counted = new Proxy(numbers, {
    get(target, key) {
      if (key !== 'length') reads++;
      return Reflect.get(target, key);
    },
  });
  const columns = columnsOf(counted, 30);
  expect(reads).toBe(300);
  expect(columns.map((column) => [...column].map((value, row) => value - 30 * row))).toEqual(
    columns.map((column, index) => [...column].map(() => index)),
  );
});
