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

/** How many channels a block has where images are in blocks; 1 where they are not. */
export async function blockOf(compiler: Compiler): Promise<number> {
  return isOnProcessor(compiler) ? blockSize(compiler.runtime) : 1;
}

/**
 * Traces a program for what its graph will run on.
 *
 * @throws {NotTraceableError} for an operation that cannot be part of a graph, or a value that is read
 */
export async function traceFor(compiler: Compiler, program: Program, inputs: readonly TensorType[]): Promise<Trace> {
  const isInBlocks = (await blockOf(compiler)) > 1;
  return trace(program, inputs, isOnWebgpu(compiler.sessionOptions) ? 'webgpu' : isInBlocks ? 'blocks' : 'any');
}

/**
 * Finds onnxruntime.
 *
 * @throws {RuntimeMissingError} when it is not installed
 * @throws {ValueError} for a number of threads that is not an integer of at least 1, or a cache that cannot be opened
 */
export async function compilerFor({ runtime: choice, cache: kept, ...options }: CompilerOptions): Promise<Compiler> {
  if (options.threads !== undefined) checkPositiveInteger('threads', options.threads);
  const runtime = await findRuntime(choice, isOnWebgpu(options.sessionOptions));
  const cache = kept === undefined ? undefined : await openCache(kept);
  const known = new KnownValues(!options.constants, cache && new KeptValues(cache));
  return { ...options, runtime, known, cache };
}
