import { type DataType, engine, type Tensor, Variable } from '@tensorflow/tfjs-core';
import { valuesOf } from 'xai-base';
import { type Compiler, isOnProcessor } from './compiler';
import { givenValues } from './graph/given-values';
import { asElements, type Elements, isConstant, isKnown, type Value } from './graph/value';
import { type WrittenGraph, writeGraph } from './graph/write-graph';
import { sourcesOf } from './known/sources';
import { type LaidOutProgram, layOutProgram } from './laid-out-program';
import { GraphSession } from './runtime/graph-session';
import type { RuntimeTensor } from './runtime/runtime';
import type { Trace } from './trace/trace';

/** Below so many multiplications, about a millisecond, threads wait for each other longer than they work. */
const workForThreads = 3e7;

/** Up to so many elements of weights become part of a graph when nothing is said: they take no memory worth speaking of, and small products become faster. */
const fewElements = 2 ** 18;

type Parts = 'all' | 'some' | 'none';

function partsOf({ knownSize, parts }: LaidOutProgram, constants?: boolean): Parts {
  if (constants ?? knownSize <= fewElements) return 'all';
  return constants === undefined && parts.size > 0 ? 'some' : 'none';
}

/** Constants of at least so many bytes are given to onnxruntime beside the file. */
const externalFrom = 1024;

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
  private readonly program: LaidOutProgram;
  /** The variables that the graph's known values come from, with their data. */
  private readonly variables = new Map<Tensor, object>();
  private graph!: Omit<WrittenGraph, 'bytes' | 'external'>;
  private session: GraphSession | undefined;
  private feeds: Record<string, RuntimeTensor> = {};
  private knownOutputs: readonly (Elements | undefined)[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  /** Which weights are part of the graph, beside what can never change. */
  private parts: Parts;

  private constructor(
    private readonly compiler: Compiler,
    private readonly trace: Trace,
    /** Whether inputs that are laid out anew are part of the graph, which they are as long as they stay the same. */
    private isFixed: boolean,
  ) {
    this.program = layOutProgram(trace, isOnProcessor(compiler), compiler.block);
    this.parts = partsOf(this.program, compiler.constants);
  }

  /**
   * Loads a traced program.
   *
   * @param inputs those of its first run, if they are known: weights among them can become part of the graph
   */
  static async create(compiler: Compiler, traced: Trace, inputs?: readonly Tensor[]): Promise<CompiledProgram> {
    const isFixed = compiler.constants === true && inputs !== undefined;
    const compiled = new CompiledProgram(compiler, traced, isFixed);
    await compiled.load(inputs);
    return compiled;
  }

  /** The graph as an ONNX file for any runtime; inputs that it takes besides those of the program are weights. */
  async onnx(): Promise<Uint8Array> {
    const { portable } = this.program;
    const elements = await this.constants(portable.outputs);
    return writeGraph({ ...portable, elements: (value) => elements.get(value) }).bytes;
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
      feeds[name] = this.feed(this.program.inputs[index], await this.inputElements(inputs, index));
    }
    const results = this.session ? await this.session.run(feeds) : {};
    const computed: (RuntimeTensor | undefined)[] = [];
    for (const [name, index] of this.graph.outputs) computed[index] = results[name];
    return this.trace.outputs.map((value, index) => {
      const position = this.trace.inputs.indexOf(value);
      if (position >= 0) return inputs[position].clone();
      const elements = (computed[index]?.data ?? this.knownOutputs[index]) as Float32Array;
      return engine().makeTensor(elements, [...value.shape], value.type as DataType);
    });
  }

  private inputElements(inputs: readonly Tensor[], position: number): Elements | Promise<Elements> {
    const { type } = this.program.inputs[position];
    if (position < inputs.length) {
      const values = valuesOf(inputs[position]);
      return values instanceof Promise ? values.then((arrived) => asElements(type, arrived)) : asElements(type, values);
    }
    const { index, input } = this.program.outside[position - inputs.length];
    return input.elements(inputs[index], type);
  }

  private feed({ type, shape }: Value, elements: Elements): RuntimeTensor {
    return new this.compiler.runtime.Tensor(type, elements as never, shape);
  }

  private async load(given: readonly Tensor[] | undefined): Promise<void> {
    const { compiler, program } = this;
    const elements = await this.constants(program.outputs);
    for (const { index, value, input } of this.isFixed && given ? program.outside : []) {
      elements.set(value, await input.elements((given as readonly Tensor[])[index], value.type));
    }
    const parts = { ...program, elements: (value: Value) => elements.get(value), externalFrom };
    const { bytes, external, ...graph } = writeGraph(parts);
    this.graph = graph;
    await this.bind();
    const threads = compiler.threads ?? (graph.work < workForThreads ? 1 : undefined);
    if (graph.outputs.size > 0) {
      const own = { ...compiler.sessionOptions, ...(threads !== undefined && { intraOpNumThreads: threads }) };
      this.session = await GraphSession.load(compiler.runtime, { bytes, external }, own);
    }
  }

  private async release(): Promise<void> {
    await this.session?.release();
    this.session = undefined;
  }

  /** The elements of known values that are part of the graph. */
  private constants(outputs: readonly Value[]): Promise<Map<Value, Elements>> {
    return this.elementsOf([...givenValues(outputs)].filter((value) => isKnown(value) && this.isPart(value)));
  }

  private isPart(value: Value): boolean {
    if (isConstant(value) || this.parts === 'all') return true;
    return this.parts === 'some' && this.program.parts.has(value);
  }

  /** Binds what is fed to the present values of the weights. */
  private async bind(): Promise<void> {
    const { fed } = this.graph;
    const { outputs } = this.program;
    const elements = await this.elementsOf([...fed.values(), ...outputs.filter(isKnown)]);
    const feed = ([name, value]: readonly [string, Value]) => [name, this.feed(value, elements.get(value)!)] as const;
    this.feeds = Object.fromEntries([...fed].map(feed));
    this.knownOutputs = outputs.map((value) => elements.get(value));
  }

  /** Takes over new values of variables, and of weights among the inputs. */
  private async renew(inputs: readonly Tensor[]): Promise<void> {
    let isAssigned = false;
    for (const [variable, data] of this.variables) isAssigned ||= variable.dataId !== data;
    const isOther = this.isFixed && !(await this.hasSameInputs(inputs));
    if (!isAssigned && !isOther) return;
    if (isOther) this.isFixed = false;
    this.variables.clear();
    if (this.parts === 'none') return this.bind();
    if (!this.compiler.constants) this.parts = 'none'; // weights that change once change again
    await this.release();
    await this.load(inputs);
  }

  private async hasSameInputs(inputs: readonly Tensor[]): Promise<boolean> {
    for (const { index, value, input } of this.program.outside) {
      if (!(await input.isSame(inputs[index], value.type))) return false;
    }
    return true;
  }

  private elementsOf(values: readonly Value[]): Promise<Map<Value, Elements>> {
    for (const value of values) {
      for (const source of sourcesOf(value)) {
        if (source instanceof Variable) this.variables.set(source, source.dataId);
      }
    }
    return this.compiler.known.elementsOf(values);
  }
}
