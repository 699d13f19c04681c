import { type DataType, type Tensor, tensor, Variable } from '@tensorflow/tfjs-core';
import type { Compiler } from './compiler';
import { prepareInputs } from './graph/prepare-inputs';
import { asElements, type Elements, isConstant, isKnown, type Value } from './graph/value';
import { type WrittenGraph, writeGraph } from './graph/write-graph';
import { sourcesOf } from './known/known-values';
import { SteadyInput } from './known/steady-input';
import { GraphSession } from './runtime/graph-session';
import type { RuntimeTensor } from './runtime/runtime';
import type { Trace } from './trace/trace';

/** Below so many multiplications, a few milliseconds, threads wait for each other longer than they work. */
const workForThreads = 1e8;

/** An input that is turned outside of the graph. */
interface Turned {
  readonly index: number;
  readonly value: Value;
  readonly input: SteadyInput;
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
  private readonly inputs: readonly Value[];
  private readonly outputs: readonly Value[];
  private readonly turned: readonly Turned[];
  /** The variables that the graph's known values come from, with their data. */
  private readonly variables = new Map<Tensor, object>();
  private graph!: Omit<WrittenGraph, 'bytes'>;
  private session: GraphSession | undefined;
  private feeds: Record<string, RuntimeTensor> = {};
  private knownOutputs: readonly (Elements | undefined)[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly compiler: Compiler,
    private readonly trace: Trace,
    /** Whether the turned inputs are constants, which they are as long as they stay the same. */
    private isFixed: boolean,
  ) {
    const { prepared, outputs } = prepareInputs(trace.inputs, trace.outputs);
    this.turned = prepared.map(({ permutation, ...rest }) => ({ ...rest, input: new SteadyInput(permutation) }));
    this.inputs = [...trace.inputs, ...prepared.map(({ value }) => value)];
    this.outputs = outputs;
  }

  /**
   * Loads a traced program.
   *
   * @param inputs those of its first run, if they are known: weights among them can become part of the graph
   */
  static async create(compiler: Compiler, traced: Trace, inputs?: readonly Tensor[]): Promise<CompiledProgram> {
    const compiled = new CompiledProgram(compiler, traced, compiler.constants && inputs !== undefined);
    await compiled.load(inputs);
    return compiled;
  }

  /** The graph as an ONNX file; inputs that it takes besides those of the program are weights. */
  async onnx(): Promise<Uint8Array> {
    const { inputs, outputs } = this;
    const elements = await this.constants(undefined);
    return writeGraph({ inputs, outputs, elements: (value) => elements.get(value) }).bytes;
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
      if (isReleased) await this.load(inputs);
      try {
        await this.renew(inputs);
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
    const feeds = { ...this.feeds };
    for (const [name, index] of this.graph.inputs) {
      feeds[name] = this.feed(this.inputs[index], await this.inputElements(inputs, index));
    }
    const results = this.session ? await this.session.run(feeds) : {};
    const byIndex = new Map([...this.graph.outputs].map(([name, index]) => [index, results[name]]));
    return this.trace.outputs.map((value, index) => {
      const position = this.trace.inputs.indexOf(value);
      if (position >= 0) return inputs[position].clone();
      const elements = (byIndex.get(index)?.data ?? this.knownOutputs[index]) as Float32Array;
      return tensor(elements, [...value.shape], value.type as DataType);
    });
  }

  private async inputElements(inputs: readonly Tensor[], position: number): Promise<Elements> {
    const { type } = this.inputs[position];
    if (position < inputs.length) return asElements(type, await inputs[position].data());
    const { index, input } = this.turned[position - inputs.length];
    return input.elements(inputs[index], type);
  }

  private feed({ type, shape }: Value, elements: Elements): RuntimeTensor {
    return new this.compiler.runtime.Tensor(type, elements as never, shape);
  }

  private async load(given: readonly Tensor[] | undefined): Promise<void> {
    const { inputs, outputs, compiler } = this;
    const elements = await this.constants(given);
    const { bytes, ...graph } = writeGraph({ inputs, outputs, elements: (value) => elements.get(value) });
    this.graph = graph;
    await this.bind();
    const threads = compiler.threads ?? (graph.work < workForThreads ? 1 : undefined);
    if (graph.outputs.size > 0) this.session = await GraphSession.load(compiler.runtime, bytes, threads);
  }

  private async release(): Promise<void> {
    await this.session?.release();
    this.session = undefined;
  }

  /** The elements of what is part of the graph. */
  private async constants(given: readonly Tensor[] | undefined): Promise<Map<Value, Elements>> {
    const { inputs, outputs, compiler } = this;
    const { fed } = writeGraph({ inputs, outputs, elements: () => undefined });
    const elements = new Map<Value, Elements>();
    for (const value of fed.values()) {
      if (compiler.constants || isConstant(value)) elements.set(value, await this.elementsOf(value));
    }
    for (const { index, value, input } of this.isFixed && given ? this.turned : []) {
      elements.set(value, await input.elements((given as readonly Tensor[])[index], value.type));
    }
    return elements;
  }

  /** Binds what is fed to the present values of the weights. */
  private async bind(): Promise<void> {
    const feeds: Record<string, RuntimeTensor> = {};
    for (const [name, value] of this.graph.fed) feeds[name] = this.feed(value, await this.elementsOf(value));
    this.feeds = feeds;
    const known = this.outputs.map((value) => (isKnown(value) ? this.elementsOf(value) : undefined));
    this.knownOutputs = await Promise.all(known);
  }

  /** Takes over new values of variables, and of weights among the inputs. */
  private async renew(inputs: readonly Tensor[]): Promise<void> {
    const isAssigned = [...this.variables].some(([variable, data]) => variable.dataId !== data);
    const isOther = this.isFixed && !(await this.hasSameTurned(inputs));
    if (!isAssigned && !isOther) return;
    if (isOther) this.isFixed = false;
    this.variables.clear();
    if (!this.compiler.constants) return this.bind();
    await this.release();
    await this.load(inputs);
  }

  private async hasSameTurned(inputs: readonly Tensor[]): Promise<boolean> {
    for (const { index, value, input } of this.turned) {
      if (!(await input.isSame(inputs[index], value.type))) return false;
    }
    return true;
  }

  private elementsOf(value: Value): Promise<Elements> {
    for (const source of sourcesOf(value)) {
      if (source instanceof Variable) this.variables.set(source, source.dataId);
    }
    return this.compiler.known.elements(value);
  }
}
