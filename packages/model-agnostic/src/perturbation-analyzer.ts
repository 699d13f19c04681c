import { concat, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  checkInput,
  checkOptions,
  type Explanation,
  forEachBatch,
  IndexSelector,
  inputsOfSamples,
  type Model,
  type ModelView,
  maskOf,
  type OutputSelector,
  predictorOf,
  RandomStream,
  type Sample,
  TensorBag,
  throwIfAborted,
  toModelView,
  wrongValue,
} from 'xai-base';
import { Evaluator } from './evaluation/evaluator';
import { samplesOf } from './evaluation/sample-of';
import { isOnnxSource, type ModelSource, OnnxFile } from './onnx-file';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** The seed of all that was drawn. */
    readonly seed?: number;
  }
}

/** Values that become a tensor `[batch, ...shape]` of the explanation. */
export interface HostValues {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** What a method found out about one output of one sample. */
export interface SampleAttribution {
  /** The attribution. */
  readonly val: HostValues;
  /** What goes to the extras by name, one entry a sample; {@link HostValues} become one tensor. */
  readonly measures: Readonly<Record<string, unknown>>;
}

/** The task of a method: to explain outputs of one sample. */
export interface SampleTask {
  readonly sample: Sample;
  /** The model's output for it, `[classes]`. */
  readonly output: ArrayLike<number>;
  /** What to explain: weights `[classes]` of the outputs. */
  readonly targets: readonly ArrayLike<number>[];
  readonly evaluator: Evaluator;
  /** The same for each sample, so that a batch gives the numbers of its samples one by one. */
  readonly random: RandomStream;
  /** Ends the analysis when it fires. */
  readonly signal?: AbortSignal;
}

/** Settings that the analyzers of this package share. */
export interface SharedSettings {
  /** An integer that makes the explanations repeatable; `seed` in the options of `analyze` has precedence. */
  seed?: number;
  /**
   * Whether NaN in a sample or its background stands for a missing value that the model takes, as tree ensembles do; false by default: NaN is an
   * error. Hiding a missing value replaces it by the background's.
   */
  missingValues?: boolean;
}

/**
 * The base of the methods that ask a model about variants of a sample. They need no gradients: any model will do, an asynchronous function
 * as well. All random numbers come from one seed, which the explanation carries as `extras.seed`.
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.concat([x, tf.mul(x, -1)], 1);
 * const [first, second] = await new KernelSHAP(model).analyzeOutputs(tf.tensor2d([[5]]), [0, 1]);
 * first.val; // => [[5]]
 * second.val; // => [[-5]]
 * ```
 */
export abstract class PerturbationAnalyzer extends Analyzer {
  protected readonly model: ModelView;
  private readonly file?: OnnxFile;

  /** @throws {ModelError} when `model` is none */
  constructor(
    model: ModelSource,
    private readonly shared: SharedSettings,
  ) {
    super();
    checkOptions({ seed: shared.seed });
    const { missingValues = false } = shared;
    if (typeof missingValues !== 'boolean') throw wrongValue('missingValues', missingValues, 'true or false');
    if (isOnnxSource(model)) this.file = new OnnxFile(model);
    this.model = toModelView(this.file?.call ?? (model as Model));
  }

  /** Frees the session when the model is an ONNX file; a later analysis loads it again. Other models are the caller's. */
  async dispose(): Promise<void> {
    await this.file?.dispose();
  }

  override get readsIndices(): string | undefined {
    return this.model.readsIndices;
  }

  override predict(input: Tensor, { furtherInputs, executor }: AnalyzeOptions = {}): Promise<Tensor> {
    return predictorOf(this.model, executor)(input, furtherInputs);
  }

  /**
   * Explains several outputs of each sample from the same evaluations of the model: ten outputs take the time of one.
   *
   * @param input `[batch, ...]`
   * @param outputs the indices of the outputs
   * @returns an explanation for each output, in their order; they belong to the caller
   * @throws {XaiError} as `analyze` does
   */
  async analyzeOutputs(
    input: Tensor,
    outputs: readonly number[],
    options: AnalyzeOptions = {},
  ): Promise<Explanation[]> {
    const selectors = outputs.map((output) => new IndexSelector(output));
    return this.whenChecked(input, options, (settled, own) => this.explainEach(settled, selectors, own));
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    const [explanation] = await this.explainEach(input, [selector], options);
    return explanation;
  }

  protected override checkInput(input: Tensor): Promise<void> {
    return checkInput(input, 'input', this.shared);
  }

  override get unit(): string {
    return 'output';
  }

  /** What every explanation says in its extras besides its unit, whatever the sample, such as the link. */
  protected get traits(): Readonly<Record<string, unknown>> {
    return {};
  }

  /** The method itself, for one sample: an attribution for each target. */
  protected abstract attribute(task: SampleTask): Promise<SampleAttribution[]>;

  private async explainEach(
    input: Tensor,
    selectors: readonly OutputSelector[],
    options: AnalyzeOptions,
  ): Promise<Explanation[]> {
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.predictAll(input, options));
      const masks = selectors.map((selector) => bag.add(tidy(() => maskOf(selector, output).clone())));
      const outputs = rowsOf(await output.data(), input.shape[0]);
      const targets = await Promise.all(masks.map(async (mask) => rowsOf(await mask.data(), input.shape[0])));
      const seed = options.seed ?? this.shared.seed ?? new RandomStream().seed;
      const { furtherInputs } = options;
      const evaluator = new Evaluator(this.model, input.shape[0], options);
      const found: SampleAttribution[][] = [];
      for (const [index, sample] of (await samplesOf(input, this.shared)).entries()) {
        const task = { sample, output: outputs[index], targets: targets.map((rows) => rows[index]) };
        const further = furtherInputs && bag.addAll(inputsOfSamples(furtherInputs, index, 1));
        evaluator.furtherInputs = further;
        found.push(
          await this.attribute({ ...task, evaluator, random: new RandomStream(seed), signal: options.signal }),
        );
      }
      throwIfAborted(options.signal);
      const explanations: Explanation[] = [];
      for (const [index, mask] of masks.entries()) {
        const { val, extras } = assemble(found.map((targetsOfSample) => targetsOfSample[index]));
        const own = output.clone();
        explanations.push(
          await this.explanation({ val, input, output: own, mask, extras: { ...this.traits, ...extras, seed } }),
        );
      }
      return explanations;
    } finally {
      bag.dispose();
    }
  }

  private async predictAll(input: Tensor, options: AnalyzeOptions): Promise<Tensor> {
    const { batchSize, signal, furtherInputs, executor } = options;
    const predict = predictorOf(this.model, executor);
    const bag = new TensorBag();
    try {
      const parts: Tensor[] = [];
      await forEachBatch(input.shape[0], { batchSize, signal }, async (begin, size) => {
        const further = furtherInputs && bag.addAll(inputsOfSamples(furtherInputs, begin, size));
        parts.push(bag.add(await predict(bag.add(slice(input, begin, size)), further)));
      });
      return parts.length === 1 ? parts[0].clone() : concat(parts, 0);
    } finally {
      bag.dispose();
    }
  }
}

function rowsOf<T extends { length: number; subarray(begin: number, end: number): T }>(values: T, rows: number): T[] {
  const length = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.subarray(row * length, (row + 1) * length));
}

/** Puts the samples of a batch together. */
function assemble(samples: readonly SampleAttribution[]): { val: Tensor; extras: Record<string, unknown> } {
  const names = Object.keys(samples[0].measures);
  const extras = names.map((name) => {
    const values = samples.map(({ measures }) => measures[name]);
    return [name, values.every(isHostValues) ? stacked(values) : values];
  });
  return { val: stacked(samples.map(({ val }) => val)), extras: Object.fromEntries(extras) };
}

function stacked(parts: readonly HostValues[]): Tensor {
  const [{ shape, values }] = parts;
  const size = values.length;
  const all =
    values instanceof Int32Array ? new Int32Array(parts.length * size) : new Float32Array(parts.length * size);
  parts.forEach((part, index) => void all.set(part.values, index * size));
  return tensor(all, [parts.length, ...shape], values instanceof Int32Array ? 'int32' : 'float32');
}

function isHostValues(value: unknown): value is HostValues {
  const { values, shape } = (value ?? {}) as Partial<HostValues>;
  return Array.isArray(shape) && (values instanceof Float32Array || values instanceof Int32Array);
}
