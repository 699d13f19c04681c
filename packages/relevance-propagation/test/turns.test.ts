import '@tensorflow/tfjs-backend-cpu';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { AbortError, type AnalyzeOptions, type Analyzer, analyze, type Executor, IndexedFeatures } from 'xai-base';
import { ActMax, AttnLRP, CPLRP, CRP, LRP, RelMax } from '../src';
import { randomizeWeights } from './support/random';

/** Runs programs at once, each of which takes longer than the event loop should wait, however fast the machine. */
class SlowExecutor implements Executor {
  readonly name = 'slow';
  batches = 0;

  run: Executor['run'] = (program, inputs) => {
    this.batches++;
    const start = performance.now();
    while (performance.now() - start < 50);
    return Promise.resolve(tidy(() => program(...inputs).map((output) => output.clone())));
  };
}

let model: tfl.LayersModel;

beforeAll(() => {
  const hidden = tfl.layers.dense({ units: 4, activation: 'relu', inputShape: [2], useBias: false, name: 'hidden' });
  model = tfl.sequential({ layers: [hidden, tfl.layers.dense({ units: 2, useBias: false })] });
  randomizeWeights(model, 1);
});

afterAll(() => void model.dispose());

const rows = [1, 2, 3, 4, 5, 6].map((value) => [value, -value]);

const analyzers: Record<string, () => Analyzer> = {
  LRP: () => new LRP(model),
  AttnLRP: () => new AttnLRP(model),
  CPLRP: () => new CPLRP(model),
  'CRP of one layer': () => new CRP(new LRP(model), 'hidden', new IndexedFeatures(0, 1)),
  'CRP of conditions': () => new CRP(new LRP(model), { hidden: [0, 1] }),
};

/** Aborts some work by a timer, and expects that to end it within a batch. */
async function expectTimely(work: (options: AnalyzeOptions) => Promise<unknown>): Promise<void> {
  const executor = new SlowExecutor();
  const controller = new AbortController();
  const started = work({ executor, signal: controller.signal, batchSize: 1 });
  setTimeout(() => controller.abort(), 0);
  await expect(started).rejects.toThrow(AbortError);
  expect(executor.batches).toBeLessThanOrEqual(2); // of at least six
}

test.each(Object.entries(analyzers))(
  '%s lets the event loop turn: a timer aborts it within a batch',
  async (_, make) => {
    const input = tensor2d(rows);
    await expectTimely((options) => analyze(input, make(), 0, options));
    input.dispose();
  },
);

test.each([RelMax, ActMax])('%p goes through a data set in turns', async (Maxima) => {
  const batches = rows.map((row) => tensor2d([row]));
  await expectTimely((options) => new Maxima(new LRP(model), 'hidden').collect(() => batches, 0, options));
  for (const batch of batches) batch.dispose();
});
