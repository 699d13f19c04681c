import type { KnownValues } from './known/known-values';
import type { Runtime } from './runtime/runtime';

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants: boolean;
  readonly threads?: number;
  readonly known: KnownValues;
}
