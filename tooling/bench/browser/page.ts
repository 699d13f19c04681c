import { randomUniform, type Tensor } from '@tensorflow/tfjs-core';
import { engineReady } from '../../browser/in-page/engines';
import { tasksOf } from '../engines/tasks';
import { networks } from '../networks/index';
import type { Workload } from '../workloads';

/** What the page holds ready: a workload on its engine. */
let run: (() => Promise<void>) | undefined;

/** The graphics card that computes, in the browser's words. */
async function adapter(): Promise<string> {
  const { gpu } = navigator as unknown as {
    gpu?: { requestAdapter(): Promise<{ info: Record<string, string> } | null> };
  };
  const info = (await gpu?.requestAdapter())?.info;
  const named = info && [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  const context = document.createElement('canvas').getContext('webgl2');
  const extension = context?.getExtension('WEBGL_debug_renderer_info');
  const renderer = extension && context?.getParameter(extension.UNMASKED_RENDERER_WEBGL);
  return `webgpu: ${named || 'none'}; webgl: ${renderer || 'none'}`;
}

/** Makes a workload ready; its first run compiles, and is told in milliseconds. */
async function prepare(workload: Workload): Promise<number> {
  const executor = await engineReady();
  const model = networks[workload.network](workload);
  const input = randomUniform([workload.batch, ...(model.inputs[0].shape.slice(1) as number[])], 0, 1, 'float32', 1);
  const task = tasksOf(executor)[workload.task]!(model, workload.steps ?? 50);
  run = async () => task(input as Tensor);
  return timed();
}

async function timed(): Promise<number> {
  const start = performance.now();
  await run?.();
  return performance.now() - start;
}

/** The times of a burst, whose first run warms up. */
async function burst(milliseconds: number): Promise<number[]> {
  await timed();
  const times: number[] = [];
  for (let total = 0; times.length === 0 || total < milliseconds; total += times.at(-1) as number)
    times.push(await timed());
  return times;
}

/** What the page can do. */
export type BenchPage = { adapter: typeof adapter; prepare: typeof prepare; burst: typeof burst };

Object.assign(globalThis, { adapter, prepare, burst } satisfies BenchPage);
