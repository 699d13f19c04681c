import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type ExecutorScope, eagerExecutor, type Program } from 'xai-base';
import type { DiskCache } from './cache/disk-cache';
import type { CompileOptions } from './compile';
import { CompiledProgram } from './compiled-program';
import { type Compiler, compilerFor, compilerOptionNames, traceFor } from './compiler';
import { NotTraceableError, OutOfMemoryError } from './errors';
import { type KeptProgram, KeptPrograms } from './kept-programs';

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

type Kept = KeptProgram<Promise<CompiledProgram | Failure>>;

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
  private readonly kept: KeptPrograms<Promise<CompiledProgram | Failure>>;

  private constructor(
    private readonly compiler: Compiler,
    private readonly cacheSize: number,
    private readonly onFallback: (message: string, cause: unknown) => void,
    private readonly told = new Set<string>(),
  ) {
    this.kept = new KeptPrograms(cacheSize);
  }

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
    return this.kept.size;
  }

  /** The folder of the cache, what it holds and what it may hold; undefined without one. */
  get cache(): DiskCache | undefined {
    return this.compiler.cache;
  }

  async run(program: Program, inputs: readonly Tensor[]): Promise<Tensor[]> {
    const kept = this.kept.find(program, inputs, () => this.compile(program, inputs));
    let reason: unknown;
    try {
      for (let one = this.kept.excess(); one; one = this.kept.excess()) await this.free(one);
      const compiled = await kept.made;
      if (compiled instanceof CompiledProgram) return await compiled.run(inputs);
      reason = compiled.reason;
    } catch (error) {
      reason = error;
    }
    if (reason instanceof OutOfMemoryError) {
      await this.free(kept); // for smaller batches; and there may be more memory next time
      throw reason;
    }
    return this.runEagerly(program, inputs, reason);
  }

  private async runEagerly(program: Program, inputs: readonly Tensor[], reason: unknown): Promise<Tensor[]> {
    const outputs = await eagerExecutor.run(program, inputs); // throws the program's own errors
    try {
      this.tell(reason);
    } catch (refusal) {
      dispose(outputs);
      throw refusal;
    }
    return outputs;
  }

  /** An executor whose compiled programs are its own; what both know of weights they share. */
  scope(): NativeExecutor {
    return new NativeExecutor(this.compiler, this.cacheSize, this.onFallback, this.told);
  }

  /** Frees all compiled programs. The executor can be used on: it compiles anew. */
  async dispose(): Promise<void> {
    for (const kept of this.kept) await this.free(kept);
  }

  private async compile(program: Program, inputs: readonly Tensor[]): Promise<CompiledProgram | Failure> {
    try {
      return await CompiledProgram.create(this.compiler, traceFor(this.compiler, program, inputs), inputs);
    } catch (error) {
      return { reason: error, dispose: async () => undefined };
    }
  }

  private async free(kept: Kept): Promise<void> {
    await (await this.kept.take(kept))?.dispose();
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
