import type { KernelTime } from './profile-kernels';

/** What the runner asks of an engine's process. */
export type Request = 'burst' | 'profile';

/** The times of one burst, in milliseconds; its first run is not among them. */
export interface Burst {
  kind: 'burst';
  forward: number[];
  task: number[];
  /** The most memory that the process had so far, in MB. */
  peakMemory: number;
}

/** Where the time of one run went. */
export interface Profile {
  kind: 'profile';
  milliseconds: number;
  kernels: KernelTime[];
}

/** Why an engine cannot do a workload. */
export interface Failure {
  kind: 'failure';
  message: string;
}

export type Response = Burst | Profile | Failure;
