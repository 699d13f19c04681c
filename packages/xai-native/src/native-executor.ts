import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type ExecutorScope, eagerExecutor, type Program } from 'xai-base';
import type { DiskCache } from './cache/disk-cache';
import type { CompileOptions } from './compile';
import { CompiledProgram } from './compiled-program';
import { type Compiler, compilerFor, compilerOptionNames, traceFor } from './compiler';
import { NotTraceableError, OutOfMemoryError } from './errors';

/** How a {@link NativeExecutor} works. */
export interface NativeExecutorOptions extends CompileOptions {
  /** How many compiled programs are kept; of more, the one that was not used for longest goes. 32 by default. */
  readonly cacheSize?: number;
  /**
   * Called, once for each reason, when a program runs eagerly because it cannot be compiled; a warning by default. Where it throws, the analysis fails with
   * what it throws.
   */
  readonly onFallback?: (message: string, cause: unknown) => void;
}

/** Why a program could not be compiled. */
interface Failure {
  readonly reason: unknown;
  dispose(): Promise<void>;
}

interface Entry {
  readonly program: WeakRef<Program>;
  readonly compiled: Promise<CompiledProgram | Failure>;
}

/**
 * Runs programs as ONNX graphs by onnxruntime: each is compiled once for each shape of its inputs. A program that cannot be
 * compiled runs eagerly, with a warning that names what is in the way.
 *
 * @example
 * ```ts
 * const executor = await NativeExecutor.create();
 * const [double] = await executor.run((x) => [tf.mul(x, 2)], [tf.tensor([1, 2])]);
 * double; // => [2, 4]
 * await executor.dispose();
 * ```
 */
export class NativeExecutor implements ExecutorScope {
  readonly name = 'native';
  private readonly keys = new WeakMap<Program, number>();
  private readonly entries = new Map<string, Entry>(); // the latest used last
  private nextKey = 0;

  private constructor(
    private readonly compiler: Compiler,
    private readonly cacheSize: number,
    private readonly onFallback: (message: string, cause: unknown) => void,
    private readonly told = new Set<string>(),
  ) {}

  /**
   * Finds onnxruntime.
   *
   * @throws {RuntimeMissingError} when it is not installed
   * @throws {ValueError} for an option that does not exist, a number of threads or programs that is not an integer of at least 1, or a cache that cannot be opened
   */
  static async create(options: NativeExecutorOptions = {}): Promise<NativeExecutor> {
    checkKeys(options, [...compilerOptionNames, 'cacheSize', 'onFallback'], 'NativeExecutor');
    const { cacheSize = 32, onFallback = warn, ...others } = options;
    checkPositiveInteger('cacheSize', cacheSize);
    const compiler = await compilerFor(others);
    return new NativeExecutor(compiler, cacheSize, onFallback);
  }

  /** How many compiled programs are kept now. */
  get size(): number {
    return this.entries.size;
  }

  /** The folder of the cache, what it holds and what it may hold; undefined without one. */
  get cache(): DiskCache | undefined {
    return this.compiler.cache;
  }

  async run(program: Program, inputs: readonly Tensor[]): Promise<Tensor[]> {
    const key = this.keyOf(program, inputs);
    const reason = await this.runCompiled(key, program, inputs);
    if (Array.isArray(reason)) return reason;
    if (reason instanceof OutOfMemoryError) {
      await this.free(key); // for smaller batches; and there may be more memory next time
      throw reason;
    }
    const outputs = await eagerExecutor.run(program, inputs); // throws the program's own errors
    try {
      this.tell(reason);
    } catch (refusal) {
      dispose(outputs);
      throw refusal;
    }
    return outputs;
  }

  /** The outputs; or the reason why there are none. */
  private async runCompiled(key: string, program: Program, inputs: readonly Tensor[]): Promise<Tensor[] | unknown> {
    try {
      const compiled = await this.compiled(key, program, inputs);
      return compiled instanceof CompiledProgram ? await compiled.run(inputs) : compiled.reason;
    } catch (error) {
      return error;
    }
  }

  /** An executor whose compiled programs are its own; what both know of weights they share. */
  scope(): NativeExecutor {
    return new NativeExecutor(this.compiler, this.cacheSize, this.onFallback, this.told);
  }

  /** Frees all compiled programs. The executor can be used on: it compiles anew. */
  async dispose(): Promise<void> {
    for (const key of [...this.entries.keys()]) await this.free(key);
  }

  private async compiled(key: string, program: Program, inputs: readonly Tensor[]): Promise<CompiledProgram | Failure> {
    const entry = this.entries.get(key) ?? { program: new WeakRef(program), compiled: this.compile(program, inputs) };
    this.entries.delete(key);
    this.entries.set(key, entry);
    await this.trim();
    return entry.compiled;
  }

  private async compile(program: Program, inputs: readonly Tensor[]): Promise<CompiledProgram | Failure> {
    try {
      return await CompiledProgram.create(this.compiler, traceFor(this.compiler, program, inputs), inputs);
    } catch (error) {
      return { reason: error, dispose: async () => undefined };
    }
  }

  private async free(key: string): Promise<void> {
    const entry = this.entries.get(key);
    this.entries.delete(key);
    await (await entry?.compiled)?.dispose();
  }

  private keyOf(program: Program, inputs: readonly Tensor[]): string {
    const key = this.keys.get(program) ?? this.nextKey++;
    this.keys.set(program, key);
    return `${key} ${inputs.map(({ shape, dtype }) => `${dtype}[${shape}]`)}`;
  }

  /** Lets go of what is too much, and of programs that nobody has any more. */
  private async trim(): Promise<void> {
    for (const [key, { program }] of [...this.entries]) {
      const isGone = program.deref() === undefined;
      if (isGone || this.entries.size > this.cacheSize) await this.free(key);
    }
  }

  private tell(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.told.has(reason)) return;
    const what = error instanceof NotTraceableError ? reason : `It cannot be compiled: ${reason}`;
    this.onFallback(`xai-native: a program runs eagerly. ${what}`, error);
    this.told.add(reason); // not where the callback throws: whoever allows no eager run hears of each
  }
}

function warn(message: string): void {
  console.warn(message);
}
