import { type DataType, type Tensor, tensor, Variable } from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { OutOfMemoryError } from './errors';
import { prepareInputs } from './graph/prepare-inputs';
import { asElements, type Elements, isConstant, type Value } from './graph/value';
import { type WrittenGraph, writeGraph } from './graph/write-graph';
import { KnownValues, sourcesOf } from './known/known-values';
import { SteadyInput } from './known/steady-input';
import { findRuntime, type RuntimeChoice } from './runtime/find-runtime';
import type { Runtime, RuntimeElements, RuntimeSession, RuntimeTensor } from './runtime/runtime';
import { type TensorType, type Trace, trace } from './trace/trace';

/** How programs are compiled. */
export interface CompileOptions {
  /** Which onnxruntime to use: by default onnxruntime-node in Node and onnxruntime-web in a browser. */
  readonly runtime?: RuntimeChoice;
  /** Whether the weights become part of the graph: it runs faster, but takes longer to load and more memory. */
  readonly constants?: boolean;
  /** How many threads a graph uses; by default as many as there are cores. */
  readonly threads?: number;
}

/** What compilations have in common. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly constants: boolean;
  readonly threads?: number;
  readonly known: KnownValues;
}

/**
 * Compiles a pure program of TensorFlow.js operations: it is traced once into one ONNX graph, which onnxruntime runs.
 *
 * Tensors that the program closes over, such as the weights of a model, are read when it is compiled; a variable that is
 * assigned since counts with its new values.
 *
 * @param program the program, without randomness, and without reading values
 * @param exampleInputs tensors of the shapes and types that it is compiled for; their values do not matter
 * @returns the compiled program, which runs until it is disposed of
 * @throws {NotTraceableError} when the program cannot be one graph; the message names the operation
 * @throws {RuntimeMissingError} when onnxruntime is not installed
 *
 * @example
 * ```ts
 * const weights = tf.variable(tf.tensor2d([[1], [2]]));
 * const compiled = await compile((x) => [tf.relu(tf.matMul(x as tf.Tensor2D, weights))], [tf.zeros([2, 2])]);
 * const [output] = await compiled.run([tf.tensor2d([[1, 1], [-3, 1]])]);
 * output; // => [[3], [0]]
 * await compiled.dispose();
 * ```
 */
export async function compile(
  program: Program,
  exampleInputs: readonly TensorType[],
  { runtime, constants = false, threads }: CompileOptions = {},
): Promise<CompiledProgram> {
  const compiler = { runtime: await findRuntime(runtime), constants, threads, known: new KnownValues() };
  return CompiledProgram.create(compiler, trace(program, exampleInputs));
}

/**
 * A program as a graph that onnxruntime has loaded; {@link compile} makes one.
 *
 * @example
 * ```ts
 * const compiled = await compile((x) => [tf.square(x)], [tf.zeros([3])]);
 * const [squares] = await compiled.run([tf.tensor1d([1, 2, 3])]);
 * squares; // => [1, 4, 9]
 * await compiled.dispose();
 * ```
 */
export class CompiledProgram {
  private session: RuntimeSession | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private graph!: WrittenGraph;
  private feeds: Record<string, RuntimeTensor> = {};
  private outputs: readonly (RuntimeElements | undefined)[] = [];
  /** The variables that the graph's known values come from, with their data. */
  private readonly variables = new Map<Tensor, object>();

  private readonly graphInputs: readonly Value[];
  private readonly graphOutputs: readonly Value[];
  private readonly steady: readonly { readonly index: number; readonly value: Value; readonly input: SteadyInput }[];

  private constructor(
    private readonly compiler: Compiler,
    private readonly trace: Trace,
  ) {
    const { prepared, outputs } = prepareInputs(trace.inputs, trace.outputs);
    this.steady = prepared.map(({ permutation, ...rest }) => ({ ...rest, input: new SteadyInput(permutation) }));
    this.graphInputs = [...trace.inputs, ...prepared.map(({ value }) => value)];
    this.graphOutputs = outputs;
  }

  /** Loads a traced program. */
  static async create(compiler: Compiler, traced: Trace): Promise<CompiledProgram> {
    const compiled = new CompiledProgram(compiler, traced);
    await compiled.load();
    return compiled;
  }

  /** The ONNX file. */
  get bytes(): Uint8Array {
    return this.graph.bytes;
  }

  /**
   * Runs the program.
   *
   * @param inputs of the shapes and types that the program was compiled for; they stay the caller's
   * @returns the outputs, on the current backend, which belong to the caller
   * @throws {OutOfMemoryError} when the memory does not suffice
   */
  run(inputs: readonly Tensor[]): Promise<Tensor[]> {
    return this.inTurn(async () => {
      const isReleased = !this.session && this.graph.outputs.size > 0; // by the executor, just now: once more then
      if (isReleased) await this.load();
      try {
        return await this.compute(inputs);
      } finally {
        if (isReleased) await this.release();
      }
    });
  }

  /** Frees what onnxruntime holds, after the runs that are under way. */
  dispose(): Promise<void> {
    return this.inTurn(() => this.release());
  }

  /** One after the other: onnxruntime-web takes no second run of a session before the first is done. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async compute(inputs: readonly Tensor[]): Promise<Tensor[]> {
    if ([...this.variables].some(([variable, data]) => variable.dataId !== data)) await this.renew();
    const { Tensor: RuntimeTensor } = this.compiler.runtime;
    const feeds = { ...this.feeds };
    for (const [name, index] of this.graph.inputs) {
      const { type, shape } = this.graphInputs[index];
      feeds[name] = new RuntimeTensor(type, (await this.inputElements(inputs, index)) as never, shape);
    }
    const { session } = this;
    const results = session ? await guarded(() => session.run(feeds)) : {};
    const byIndex = new Map([...this.graph.outputs].map(([name, index]) => [index, results[name]]));
    return this.trace.outputs.map((value, index) => {
      const position = this.trace.inputs.indexOf(value);
      if (position >= 0) return inputs[position].clone();
      const elements = (byIndex.get(index)?.data ?? this.outputs[index]) as Float32Array;
      return tensor(elements, [...value.shape], value.type as DataType);
    });
  }

  private async release(): Promise<void> {
    await this.session?.release();
    this.session = undefined;
  }

  private async inputElements(inputs: readonly Tensor[], position: number): Promise<Elements> {
    const { type } = this.graphInputs[position];
    if (position < inputs.length) return asElements(type, await inputs[position].data());
    const { index, input } = this.steady[position - inputs.length];
    return input.elements(inputs[index], type);
  }

  private async load(): Promise<void> {
    const { compiler, graphInputs: inputs, graphOutputs: outputs } = this;
    const isPart = (value: Value) => compiler.constants || isConstant(value);
    const draft = writeGraph({ inputs, outputs, elements: () => undefined });
    const parts = [...draft.fed.values()].filter(isPart);
    const elements = new Map<Value, RuntimeElements>();
    for (const value of parts) elements.set(value, await this.elementsOf(value));
    this.graph = writeGraph({ inputs, outputs, elements: (value) => elements.get(value) as never });
    await this.bind();
    if (this.graph.outputs.size === 0) return;
    const { threads, runtime } = compiler;
    this.session = await guarded(() =>
      runtime.InferenceSession.create(this.graph.bytes, {
        graphOptimizationLevel: 'all',
        logSeverityLevel: 4,
        ...(threads !== undefined && { intraOpNumThreads: threads }),
      }),
    );
  }

  /** Binds what is fed to the present values of the weights. */
  private async bind(): Promise<void> {
    const feeds: Record<string, RuntimeTensor> = {};
    const { Tensor: RuntimeTensor } = this.compiler.runtime;
    for (const [name, value] of this.graph.fed) {
      feeds[name] = new RuntimeTensor(value.type, (await this.elementsOf(value)) as never, value.shape);
    }
    this.feeds = feeds;
    const isKnown = ({ origin }: Value) => origin.kind !== 'node' && origin.kind !== 'input';
    this.outputs = await Promise.all(
      this.graphOutputs.map((value) => (isKnown(value) ? this.elementsOf(value) : undefined)),
    );
  }

  /** Takes over the new values of variables. */
  private async renew(): Promise<void> {
    this.variables.clear();
    if (this.compiler.constants) {
      await this.release();
      await this.load();
    } else {
      await this.bind();
    }
  }

  private async elementsOf(value: Value): Promise<RuntimeElements> {
    for (const source of sourcesOf(value)) {
      if (source instanceof Variable) this.variables.set(source, source.dataId);
    }
    return (await this.compiler.known.elements(value)) as RuntimeElements;
  }
}

/** Tells a lack of memory from other failures. */
async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!/allocat|bad_alloc|out of memory/i.test(String(cause))) throw cause;
    throw new OutOfMemoryError(`onnxruntime could not allocate what this batch needs: ${String(cause)}`, { cause });
  }
}
