import { KnownValues } from './known/known-values';
import { findRuntime, type RuntimeChoice } from './runtime/find-runtime';
import type { Runtime } from './runtime/runtime';

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly known: KnownValues;
}

/** How a compiler is asked for. */
export interface CompilerOptions {
  readonly runtime?: RuntimeChoice;
  readonly constants?: boolean;
  readonly threads?: number;
}

/**
 * Finds onnxruntime.
 *
 * @throws {RuntimeMissingError} when it is not installed
 */
export async function compilerFor({ runtime: choice, constants, threads }: CompilerOptions): Promise<Compiler> {
  const runtime = await findRuntime(choice);
  return { runtime, constants, threads, known: new KnownValues(!constants) };
}
