import type { DiskCache } from './cache/disk-cache';
import { type CacheOptions, openCache } from './cache/open-cache';
import { KeptValues } from './known/kept-values';
import { KnownValues } from './known/known-values';
import { findRuntime, type RuntimeChoice } from './runtime/find-runtime';
import { isOnWebgpu, type Runtime, type SessionOptions } from './runtime/runtime';

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly sessionOptions?: SessionOptions;
  readonly known: KnownValues;
  /** What is kept for processes to come. */
  readonly cache?: DiskCache;
}

/** How a compiler is asked for. */
export interface CompilerOptions {
  readonly runtime?: RuntimeChoice;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly sessionOptions?: SessionOptions;
  readonly cache?: string | CacheOptions;
}

/** Whether graphs run on processors alone, whose convolutions may be those of blocked channels. */
export function isOnProcessor({ sessionOptions }: Compiler): boolean {
  return sessionOptions?.executionProviders?.every((provider) => provider === 'cpu') ?? true;
}

/**
 * Finds onnxruntime.
 *
 * @throws {RuntimeMissingError} when it is not installed
 * @throws {ValueError} for a cache that cannot be opened
 */
export async function compilerFor({ runtime: choice, cache: kept, ...options }: CompilerOptions): Promise<Compiler> {
  const runtime = await findRuntime(choice, isOnWebgpu(options.sessionOptions));
  const cache = kept === undefined ? undefined : await openCache(kept);
  const known = new KnownValues(!options.constants, cache && new KeptValues(cache));
  return { ...options, runtime, known, cache };
}
