import { EngineProcess } from '../engines/engine-process';
import type { EngineName } from '../engines/names';
import type { Burst, Profile, Request, Response } from '../engines/protocol';
import type { Workload } from '../workloads';
import { burstSeconds, longEnough, longRun } from './durations';
import { waitForQuiet } from './quiet';
import { median } from './statistics';

/** What an engine did with a workload. */
export interface Result {
  workload: Workload;
  engine: EngineName;
  /** The median of all timed runs. */
  milliseconds?: number;
  /** How long the very first run took, which compiles, in milliseconds. */
  firstRun?: number;
  /** In MB. */
  peakMemory?: number;
  profile?: Profile;
  failure?: string;
}

export interface MeasureOptions {
  engines: readonly EngineName[];
  bursts: number;
  /** Whether the kernels of one more run are timed. */
  profile: boolean;
}

const burst = { kind: 'burst', milliseconds: 1000 * burstSeconds, longRun: 1000 * longRun } as const;

/** An engine on its turns. */
class Contender {
  readonly result: Result;
  private readonly process: EngineProcess;
  private readonly times: number[] = [];
  private seconds = 0;

  constructor(engine: EngineName, workload: Workload) {
    this.result = { workload, engine };
    this.process = new EngineProcess(engine, workload);
  }

  get isDone(): boolean {
    return this.result.failure !== undefined || this.seconds > longEnough;
  }

  async prepare(): Promise<void> {
    await this.ask({ kind: 'ready' });
  }

  async takeTurn(): Promise<void> {
    await waitForQuiet();
    const start = performance.now();
    const response = await this.ask({ ...burst, isFirst: this.times.length === 0 });
    this.seconds += (performance.now() - start) / 1000;
    if (response.kind === 'burst') this.add(response);
  }

  async profile(): Promise<void> {
    const response = await this.process.ask({ kind: 'profile' });
    if (response.kind === 'profile') this.result.profile = response;
  }

  stop(): void {
    this.process.stop();
  }

  private add({ first, times, peakMemory }: Burst): void {
    this.times.push(...times);
    this.result.firstRun ??= first;
    this.result.milliseconds = median(this.times);
    this.result.peakMemory = peakMemory;
  }

  private async ask(request: Request): Promise<Response> {
    const response = await this.process.ask(request);
    if (response.kind === 'failure') this.result.failure = response.message;
    return response;
  }
}

/** Times a workload with its engines in turn: all stand ready, and one works at a time. */
export async function measure(workload: Workload, { engines, bursts, profile }: MeasureOptions): Promise<Result[]> {
  const contenders = engines.map((engine) => new Contender(engine, workload));
  try {
    await Promise.all(contenders.map((one) => one.prepare()));
    for (let round = 0; round < bursts; round++) {
      for (const one of contenders) if (!one.isDone) await one.takeTurn();
    }
    if (profile) for (const one of contenders) if (one.result.failure === undefined) await one.profile();
  } finally {
    for (const one of contenders) one.stop();
  }
  return contenders.map(({ result }) => result);
}
