import { KnownValues } from './known/known-values';
import { findRuntime, type RuntimeChoice } from './runtime/find-runtime';
import type { Runtime, SessionOptions } from './runtime/runtime';

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly sessionOptions?: SessionOptions;
  readonly known: KnownValues;
}

/** How a compiler is asked for. */
export interface CompilerOptions {
  readonly runtime?: RuntimeChoice;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly sessionOptions?: SessionOptions;
}

/** Whether graphs run on processors alone, whose convolutions may be those of blocked channels. */
export function isOnProcessor({ sessionOptions }: Compiler): boolean {
  return sessionOptions?.executionProviders?.every((provider) => provider === 'cpu') ?? true;
}

/**
 * Finds onnxruntime.
 *
 * @throws {RuntimeMissingError} when it is not installed
 */
export async function compilerFor({ runtime: choice, ...options }: CompilerOptions): Promise<Compiler> {
  const runtime = await findRuntime(choice);
  return { ...options, runtime, known: new KnownValues(!options.constants) };
}
