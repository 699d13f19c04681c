import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { EngineName } from './engines';
import type { Request, Response } from './protocol';

const worker = path.join(import.meta.dirname, 'worker.ts');

/** An engine that holds one workload ready, in a process of its own. */
export class EngineProcess {
  private readonly child: ChildProcess;

  constructor(
    readonly engine: EngineName,
    workload: string,
  ) {
    this.child = fork(worker, [engine, workload]);
  }

  /** Asks for a burst or a profile; a process that died is a failure, too. */
  async ask(request: Request): Promise<Response> {
    const died: Response = { kind: 'failure', message: 'the process ended: out of memory?' };
    if (!this.child.connected) return died;
    this.child.send(request);
    const ended = once(this.child, 'exit').then(() => died);
    const answered = once(this.child, 'message').then(([response]) => response as Response);
    return Promise.race([answered, ended]);
  }

  stop(): void {
    this.child.kill();
  }
}
