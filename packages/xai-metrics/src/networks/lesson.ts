import type { KnownTruth } from '../benchmarks/known-truth';
import type { Network } from './network';
import type { Schooling } from './trained';

/** A benchmark, and the networks that learn it. */
export interface Lesson {
  readonly truth: KnownTruth;
  /** By their names. */
  readonly networks: Readonly<Record<string, Network>>;
  readonly schooling: Schooling;
}
