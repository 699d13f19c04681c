import type { KernelTime } from './profile-kernels';

/** What the runner asks of an engine's process. */
export type Request =
  | { kind: 'ready' }
  | {
      kind: 'burst';
      /** Whether it is the first one, of which the first run compiles and never counts. */
      isFirst: boolean;
      /** For how long runs are timed, after one that warms up. */
      milliseconds: number;
      /** From here on the first run of a later burst is the only one, and it counts. */
      longRun: number;
    }
  | { kind: 'profile' }
  | {
      kind: 'endurance';
      /** After how many runs the memory is read. */
      after: number[];
    };

/** The network is built. */
export interface Ready {
  kind: 'ready';
}

/** The times of one burst. */
export interface Burst {
  kind: 'burst';
  /** The milliseconds of the first run; of a process, that which compiles. */
  first: number;
  /** In milliseconds. */
  times: number[];
  /** The most memory that the process had so far, in MB. */
  peakMemory: number;
}

/** Where the time of one run went. */
export interface Profile {
  kind: 'profile';
  milliseconds: number;
  kernels: KernelTime[];
}

/** What the process held after some numbers of runs. */
export interface Endurance {
  kind: 'endurance';
  points: { runs: number; megabytes: number; tensors: number }[];
}

/** Why an engine cannot do what it was asked. */
export interface Failure {
  kind: 'failure';
  message: string;
}

export type Response = Ready | Burst | Profile | Endurance | Failure;
