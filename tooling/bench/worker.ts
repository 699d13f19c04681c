import { randomUniform, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type EngineName, engines, startEngine } from './engines';
import { profileKernels } from './profile-kernels';
import type { Request, Response } from './protocol';
import type { Run } from './tasks';
import { workloads } from './workloads';

const burstMilliseconds = 1000;
const mostRuns = 50;

async function timeOf(run: Run, input: Tensor): Promise<number> {
  const start = performance.now();
  await run(input);
  return performance.now() - start;
}

/** The times of a burst; the first run warms up and says how many others fit. */
async function burst(run: Run, input: Tensor): Promise<number[]> {
  const warm = await timeOf(run, input);
  const times: number[] = [];
  for (let left = Math.min(mostRuns, Math.ceil(burstMilliseconds / warm)); left > 0; left--) {
    times.push(await timeOf(run, input));
  }
  return times;
}

function inputFor(model: LayersModel, batch: number): Tensor {
  const shape = [batch, ...(model.inputs[0].shape.slice(1) as number[])];
  const isText = model.layers.some((layer) => layer.getClassName() === 'Embedding');
  return isText ? randomUniform(shape, 0, 5000, 'int32', 1) : randomUniform(shape, 0, 1, 'float32', 1);
}

/** Answers the runner's requests about one workload on one engine. */
async function serve(engine: EngineName, workloadName: string): Promise<(request: Request) => Promise<Response>> {
  const { build, batch, task } = workloads.find(({ name }) => name === workloadName)!;
  const tasks = await startEngine(engine);
  const prepare = task && tasks[task];
  if (task && !prepare) throw new Error(`${task} has no plain form`);
  const model = build();
  const input = inputFor(model, batch);
  const forward: Run = (x) => tidy(() => void (model.predict(x) as Tensor).dataSync());
  const run = prepare ? prepare(model) : forward;
  return async (request) => {
    if (request === 'burst') {
      const times = { forward: await burst(forward, input), task: await burst(run, input) };
      return { kind: 'burst', ...times, peakMemory: process.resourceUsage().maxRSS / 1024 };
    }
    await run(input);
    const read = profileKernels(engines[engine].backend);
    return { kind: 'profile', milliseconds: await timeOf(run, input), kernels: read() };
  };
}

const [engine, workload] = process.argv.slice(2) as [EngineName, string];
const served = serve(engine, workload);
served.catch(() => undefined); // told when it is asked

process.on('message', async (request: Request) => {
  const failed = (error: unknown): Response => ({ kind: 'failure', message: String(error).split('\n')[0] });
  process.send!(await served.then((answer) => answer(request)).catch(failed));
});

process.on('disconnect', () => process.exit());
