import { XaiError } from 'xai-base';

/** The command line is wrong: an unknown method, a number that is none, an option that the method does not take. */
export class UsageError extends XaiError {
  static override readonly id: string = 'UsageError';
}

/** What a worker, another thread or process, could not do. */
export class WorkerError extends XaiError {
  static override readonly id: string = 'WorkerError';
}
