import { checkPositiveInteger, type Program } from 'xai-base';
import { blockSize } from './blocks/block-size';
import type { DiskCache } from './cache/disk-cache';
import { type CacheOptions, openCache } from './cache/open-cache';
import { KeptValues } from './known/kept-values';
import { KnownValues } from './known/known-values';
import { findRuntime, type RuntimeChoice } from './runtime/find-runtime';
import { isOnWebgpu, type Runtime, type SessionOptions } from './runtime/runtime';
import { type TensorType, type Trace, trace } from './trace/trace';

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants?: boolean;
  readonly threads?: number;
  readonly sessionOptions?: SessionOptions;
  /** How many channels a block has where images are in blocks; 1 where they are not. */
  readonly block: number;
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

/** The names of these options. */
export const compilerOptionNames: readonly (keyof CompilerOptions)[] = [
  'runtime',
  'constants',
  'threads',
  'sessionOptions',
  'cache',
];

/** Whether graphs run on processors alone, whose convolutions may be those of blocked channels. */
export function isOnProcessor({ sessionOptions }: Pick<Compiler, 'sessionOptions'>): boolean {
  return sessionOptions?.executionProviders?.every((provider) => provider === 'cpu') ?? true;
}

/**
 * Traces a program for what its graph will run on.
 *
 * @throws {NotTraceableError} for an operation that cannot be part of a graph, or a value that is read
 */
export function traceFor({ sessionOptions, block }: Compiler, program: Program, inputs: readonly TensorType[]): Trace {
  return trace(program, inputs, isOnWebgpu(sessionOptions) ? 'webgpu' : block > 1 ? 'blocks' : 'any');
}

/**
 * Finds onnxruntime, and how it lays out images.
 *
 * @throws {RuntimeMissingError} when it is not installed
 * @throws {ValueError} for a number of threads that is not an integer of at least 1, or a cache that cannot be opened
 */
export async function compilerFor({ runtime: choice, cache: kept, ...options }: CompilerOptions): Promise<Compiler> {
  if (options.threads !== undefined) checkPositiveInteger('threads', options.threads);
  const runtime = await findRuntime(choice, isOnWebgpu(options.sessionOptions));
  const cache = kept === undefined ? undefined : await openCache(kept);
  const known = new KnownValues(!options.constants, cache && new KeptValues(cache));
  const block = isOnProcessor(options) ? await blockSize(runtime) : 1;
  return { ...options, runtime, block, known, cache };
}
