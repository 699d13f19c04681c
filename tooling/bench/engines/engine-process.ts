import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Workload } from '../workloads';
import { engines } from './engines';
import { findTorch } from './find-torch';
import type { EngineName } from './names';
import type { Request, Response } from './protocol';

const folder = import.meta.dirname;

/** Starts a process of Node or of Python; to both, Node gives a channel of JSON messages, one a line. */
function start(engine: EngineName, workload: Workload): ChildProcess {
  const { torchThreads } = engines[engine];
  const task = JSON.stringify(workload);
  if (torchThreads === undefined) return fork(path.join(folder, 'worker.ts'), [engine, task]);
  const python = path.join(folder, '..', 'torch', 'worker.py');
  return fork(python, [String(torchThreads), task], { execPath: findTorch()!.python, execArgv: [] });
}

/** An engine that holds one workload ready, in a process of its own. */
export class EngineProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<Response>;

  constructor(
    readonly engine: EngineName,
    workload: Workload,
  ) {
    this.child = start(engine, workload);
    this.ended = once(this.child, 'exit').then(([code, signal]) => ({
      kind: 'failure',
      message: `the process ended (${signal ?? `exit code ${code}`}): out of memory?`,
    }));
  }

  /** Asks one thing; a process that died is a failure, too. */
  async ask(request: Request): Promise<Response> {
    if (!this.child.connected) return this.ended;
    const answered = once(this.child, 'message').then(([response]) => response as Response);
    this.child.send(request);
    return Promise.race([answered, this.ended]);
  }

  stop(): void {
    this.child.kill();
  }
}
