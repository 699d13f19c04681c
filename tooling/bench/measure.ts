import { EngineProcess } from './engine-process';
import type { EngineName } from './engines';
import type { Burst, Profile } from './protocol';
import type { Workload } from './workloads';

/** What an engine did with a workload; times are medians in milliseconds. */
export interface Result {
  workload: string;
  engine: EngineName;
  milliseconds?: number;
  /** Times of a forward pass of the same model and batch in the same process. */
  forwardPasses?: number;
  /** How many times as fast as the stock engine in the same rotation. */
  timesStock?: number;
  peakMemory?: number;
  profile?: Profile;
  failure?: string;
}

export interface MeasureOptions {
  engines: readonly EngineName[];
  bursts: number;
  profile: boolean;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function summary(bursts: Burst[]): Pick<Result, 'milliseconds' | 'forwardPasses' | 'peakMemory'> {
  const milliseconds = median(bursts.flatMap(({ task }) => task));
  const forward = median(bursts.flatMap(({ forward }) => forward));
  return { milliseconds, forwardPasses: milliseconds / forward, peakMemory: bursts.at(-1)!.peakMemory };
}

/** Times a workload with its engines in turn: all stand ready, and one works at a time. */
export async function measure(workload: Workload, { engines, bursts, profile }: MeasureOptions): Promise<Result[]> {
  const names = workload.engines.filter((name) => engines.includes(name));
  const processes = names.map((name) => new EngineProcess(name, workload.name));
  const done = new Map<EngineProcess, Burst[]>(processes.map((one) => [one, []]));
  const results = new Map<EngineProcess, Result>(
    processes.map((one) => [one, { workload: workload.name, engine: one.engine }]),
  );
  try {
    for (let round = 0; round < bursts; round++) {
      for (const [one, result] of results) {
        if (result.failure !== undefined) continue;
        const response = await one.ask('burst');
        if (response.kind === 'burst') done.get(one)!.push(response);
        if (response.kind === 'failure') result.failure = response.message;
      }
    }
    for (const [one, result] of results) {
      if (result.failure !== undefined) continue;
      Object.assign(result, summary(done.get(one)!));
      const response = profile ? await one.ask('profile') : undefined;
      if (response?.kind === 'profile') result.profile = response;
    }
  } finally {
    for (const one of processes) one.stop();
  }
  return compared([...results.values()]);
}

function compared(results: Result[]): Result[] {
  const stock = results.find(({ engine }) => engine === 'stock')?.milliseconds;
  for (const result of results) {
    if (stock !== undefined && result.milliseconds !== undefined) result.timesStock = stock / result.milliseconds;
  }
  return results;
}
