import type { OnnxData } from 'onnx-format';
import { ValueError } from 'xai-base';
import type { Value } from './elements';
import { DisposedModelError, OnnxRunError } from './errors';
import type { OnnxRuntime, RuntimeSession, RuntimeTensor } from './runtime';
import { describeValues, toValueInfo, type ValueInfo, withClasses } from './value-info';
import { withoutZipMap, type ZipMap } from './zip-map';

/** Values by the names of inputs or outputs. */
export type Feeds = Readonly<Record<string, Value>>;

/** One session of onnxruntime, kept for all calls. It runs one call after the other, since onnxruntime-web refuses a second one meanwhile. */
export class Session {
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly #runtime: OnnxRuntime;
  readonly #session: RuntimeSession;
  readonly #calls = new Set<Promise<unknown>>();
  #last: Promise<unknown> = Promise.resolve();
  #disposal?: Promise<void>;

  readonly #zipMaps: ReadonlyMap<string, ZipMap>;

  /**
   * @param zipMaps outputs that are lists of maps, which the tensors of their scores stand for
   * @param classNames the names of the classes that outputs have scores of
   */
  constructor(
    runtime: OnnxRuntime,
    session: RuntimeSession,
    zipMaps: ReadonlyMap<string, ZipMap> = new Map(),
    classNames: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.inputs = session.inputMetadata.map(toValueInfo);
    const added = [...zipMaps.values()].filter(({ isAdded }) => isAdded).map(({ scores }) => scores);
    const outputs = session.outputMetadata.filter(({ name }) => !added.includes(name)).map(toValueInfo);
    this.#zipMaps = zipMaps;
    this.outputs = outputs.map((info) =>
      withClasses(withoutZipMap(info, zipMaps.get(info.name)), classNames.get(info.name)),
    );
  }

  /**
   * Does work that runs the model; the session is not freed before the end of it.
   *
   * @throws {DisposedModelError} when the session was disposed
   */
  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#disposal) {
      const message = 'The model was disposed; call dispose() after its last use, or load it again.';
      throw new DisposedModelError(message, { argument: 'model', expected: 'a model that is not disposed' });
    }
    const call = work();
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  /**
   * Runs the model once, inside of {@link use}.
   *
   * @param feeds a value for each input
   * @param outputs the names of the outputs to compute
   * @throws {ValueError} when an input has no value
   * @throws {OnnxRunError} when onnxruntime fails
   */
  async run(feeds: Feeds, outputs: readonly string[]): Promise<Feeds> {
    const missing = this.inputs.filter(({ name }) => !Object.hasOwn(feeds, name));
    if (missing.length > 0) {
      const message = `The model gets no value for ${describeValues(missing)}; pass it to run, or as one of fixedInputs.`;
      const expected = describeValues(this.inputs);
      throw new ValueError(message, { argument: missing[0].name, value: Object.keys(feeds), expected });
    }
    const result = this.#last.then(() => this.#runNow(feeds, outputs));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Frees the session after the calls that are under way. */
  dispose(): Promise<void> {
    this.#disposal ??= Promise.allSettled(this.#calls).then(() => this.#session.release());
    return this.#disposal;
  }

  async #runNow(feeds: Feeds, outputs: readonly string[]): Promise<Feeds> {
    const given: Record<string, RuntimeTensor> = {};
    let results: Record<string, RuntimeTensor> = {};
    try {
      for (const [name, { type, shape, elements }] of Object.entries(feeds))
        given[name] = new this.#runtime.Tensor(type as never, elements as never, shape);
      const sources = outputs.map((name) => this.#zipMaps.get(name)?.scores ?? name);
      results = await this.#session.run(given, sources);
      const values: Record<string, Value> = {};
      for (const [index, name] of outputs.entries()) {
        const result = results[sources[index]];
        values[name] = { type: result.type, shape: result.dims, elements: (await result.getData()) as OnnxData };
      }
      return values;
    } catch (cause) {
      const shapes = Object.entries(feeds).map(([name, { type, shape }]) => `${name}: ${type}[${shape.join(', ')}]`);
      const message =
        `onnxruntime could not run the model on ${shapes.join('; ')}: ${(cause as Error).message} ` +
        `The model's inputs: ${describeValues(this.inputs)}.`;
      throw new OnnxRunError(message, { argument: 'model', cause });
    } finally {
      for (const tensor of Object.values(results)) tensor.dispose();
      for (const tensor of Object.values(given)) tensor.dispose();
    }
  }
}
