import { memory, randomUniform, type Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../networks/function-network';
import { networks } from '../networks/index';
import type { Workload } from '../workloads';
import { engines, startEngine } from './engines';
import type { EngineName } from './names';
import { profileKernels } from './profile-kernels';
import type { Burst, Endurance, Profile, Request, Response } from './protocol';
import type { Run } from './tasks';

async function timeOf(run: Run, input: Tensor): Promise<number> {
  const start = performance.now();
  await run(input);
  return performance.now() - start;
}

/** The times of a burst; the first run warms up, unless it is a long one and the process is warm from a former burst. */
async function burst(run: Run, input: Tensor, request: Request & { kind: 'burst' }): Promise<Burst> {
  const { isFirst, milliseconds, longRun } = request;
  const first = await timeOf(run, input);
  const isTimed = first >= longRun && !isFirst;
  const times = isTimed ? [first] : [];
  for (let total = isTimed ? first : 0; times.length === 0 || total < milliseconds; total += times.at(-1)!) {
    times.push(await timeOf(run, input));
  }
  return { kind: 'burst', first, times, peakMemory: process.resourceUsage().maxRSS / 1024 };
}

async function profile(run: Run, input: Tensor, backend: string | undefined): Promise<Profile> {
  if (backend === undefined) throw new Error('its program is one graph without kernels to time');
  await run(input);
  const read = profileKernels(backend);
  return { kind: 'profile', milliseconds: await timeOf(run, input), kernels: read() };
}

async function endurance(run: Run, input: Tensor, after: number[]): Promise<Endurance> {
  const points: Endurance['points'] = [];
  for (let runs = 1; runs <= Math.max(...after); runs++) {
    await run(input);
    if (!after.includes(runs)) continue;
    points.push({ runs, megabytes: process.memoryUsage.rss() / 2 ** 20, tensors: memory().numTensors });
  }
  return { kind: 'endurance', points };
}

function inputFor(model: Network, batch: number): Tensor {
  const shape = [batch, ...(model.inputs[0].shape.slice(1) as number[])];
  const isText = model.layers.some((layer) => layer.getClassName() === 'Embedding');
  return isText ? randomUniform(shape, 0, 5000, 'int32', 1) : randomUniform(shape, 0, 1, 'float32', 1);
}

/** Prepares to answer the runner's requests about one workload on one engine. */
async function serve(engine: EngineName, workload: Workload): Promise<(request: Request) => Promise<Response>> {
  const { network, task, batch, steps = 50 } = workload;
  const prepare = (await startEngine(engine))[task];
  if (!prepare) throw new Error(`${task} has no plain form`);
  const model = networks[network](workload);
  const input = inputFor(model, batch);
  const run = prepare(model, steps);
  return async (request) => {
    if (request.kind === 'burst') return burst(run, input, request);
    if (request.kind === 'profile') return profile(run, input, engines[engine].backend);
    if (request.kind === 'endurance') return endurance(run, input, request.after);
    return { kind: 'ready' };
  };
}

const [engine, workload] = process.argv.slice(2);
const served = serve(engine as EngineName, JSON.parse(workload));
served.catch(() => undefined); // told when it is asked

process.on('message', async (request: Request) => {
  const failed = (error: unknown): Response => ({ kind: 'failure', message: String(error).split('\n')[0] });
  process.send!(await served.then((answer) => answer(request)).catch(failed));
});

process.on('disconnect', () => process.exit());
