import { concat, slice, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { Analyzer } from './analyzer';
import { explainFailure } from './differentiate';
import { eagerExecutor } from './execution/eager-executor';
import type { Program } from './execution/executor';
import { forEachFittingBatch } from './execution/for-each-fitting-batch';
import { TensorBag } from './execution/tensor-bag';
import type { Explanation } from './explanation';
import type { ModelView } from './models/model-view';
import type { AnalyzeOptions } from './options';
import { maskOf } from './selectors/mask-of';
import { isMaskSelector, MaskSelector } from './selectors/mask-selector';
import { type OutputSelector, sliceSelector } from './selectors/output-selector';

/** What the program of a {@link ProgramAnalyzer} computes. */
export interface Attribution {
  /** The attribution, batch first. */
  readonly val: Tensor;
  /** The model's output, `[batch, classes]`. */
  readonly output: Tensor;
  /** What was explained, `[batch, classes]`. */
  readonly mask: Tensor;
  /** Numbers about each sample, `[batch]`, by the names in the analyzer's `measures`. */
  readonly measures?: Readonly<Record<string, Tensor>>;
}

/**
 * An analyzer that is one pure program of TensorFlow.js ops: it runs eagerly or compiled, on batches of any size.
 *
 * @example
 * ```ts
 * class OutputTimesInput extends ProgramAnalyzer {
 *   readonly name = 'OutputTimesInput';
 *   protected attribute(input: tf.Tensor, select: (output: tf.Tensor) => tf.Tensor) {
 *     const output = this.model.forward(input);
 *     const mask = select(output);
 *     return { val: tf.mul(input, tf.sum(tf.mul(mask, output), 1, true)), output, mask };
 *   }
 * }
 * const analyzer = new OutputTimesInput(toModelView((x: tf.Tensor) => tf.sum(x, 1, true)));
 * (await analyze(tf.tensor2d([[1, 2]]), analyzer)).val; // => [[3, 6]]
 * ```
 */
export abstract class ProgramAnalyzer<Options extends AnalyzeOptions = AnalyzeOptions> extends Analyzer<Options> {
  /** The names of the measures that the program adds to each sample, which the explanation carries in `extras`. */
  protected readonly measures: readonly string[] = [];
  /** The program under a selection that is an input of it. */
  private readonly masked: Program = (input, mask, ...more) => this.run(new MaskSelector(mask), input, more);
  private readonly forward: Program = (input) => [this.model.forward(input)];
  private readonly selecting = new WeakMap<OutputSelector, Program>();
  /** How many outputs the model has for samples of a shape, once it has run: one for each token, for instance. */
  private readonly classes = new Map<string, number>();

  constructor(protected readonly model: ModelView) {
    super();
  }

  override get readsIndices(): string | undefined {
    return this.model.readsIndices;
  }

  override async predict(input: Tensor, { executor } = {} as Options): Promise<Tensor> {
    if (!executor || this.model.gradient) return this.model.predict(input);
    const [output] = await executor.run(this.forward, [input]);
    return output;
  }

  /**
   * The method, as a pure program of TensorFlow.js ops.
   *
   * @param input `[batch, ...]`
   * @param select the mask of what is explained, from the output `[batch, classes]`
   * @param more what `moreInputs` added
   */
  protected abstract attribute(input: Tensor, select: (output: Tensor) => Tensor, ...more: Tensor[]): Attribution;

  /** Further tensors that the program needs, such as a reference; they stay their owner's. With one a sample, each batch gets its own. */
  protected moreInputs(_options: Options): Tensor[] {
    return [];
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: Options): Promise<Explanation> {
    const [batch] = input.shape;
    const bag = new TensorBag();
    const parts: Tensor[][] = [];
    try {
      await forEachFittingBatch(batch, options, async (begin, size) => {
        const cut = (tensor: Tensor) =>
          size === batch || tensor.shape[0] !== batch ? tensor : bag.add(slice(tensor, begin, size));
        const inputs = [input, ...this.moreInputs(options)];
        const batchInputs = inputs.map(cut);
        try {
          const results = await this.runBatch(batchInputs, sliceSelector(selector, begin, size), options);
          parts.push(results.map((result) => bag.add(result)));
        } finally {
          bag.free(...batchInputs.filter((tensor) => !inputs.includes(tensor)));
        }
      });
      const [val, output, mask, ...measures] =
        parts.length === 1 ? parts[0] : parts[0].map((_, index) => bag.add(join(parts, index)));
      const extras = await this.readMeasures(measures);
      const explanation = await this.explanation({ val, input, output, mask, extras });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /**
   * Runs the program on one batch; a step that a subclass may do in another way.
   *
   * @param inputs the batch, and what `moreInputs` added
   * @returns val, output, mask and the measures, which belong to the caller
   */
  protected async runBatch(
    [input, ...more]: readonly Tensor[],
    selector: OutputSelector,
    { executor = eagerExecutor }: Options,
  ): Promise<Tensor[]> {
    try {
      const mask = this.knownMask(selector, input.shape);
      if (mask) {
        try {
          return await executor.run(this.masked, [input, mask, ...more]);
        } finally {
          mask.dispose();
        }
      }
      const results = await executor.run(this.programFor(selector), [input, ...more]);
      this.classes.set(String(input.shape.slice(1)), results[1].shape[1] as number);
      return results;
    } catch (error) {
      throw explainFailure(error, this.model, input);
    }
  }

  /**
   * The extras of the explanation, from the measures in the order of their names: arrays of numbers; a step for
   * subclasses whose measures are of another kind. The tensors are freed after it.
   */
  protected async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    if (measures.length === 0) return undefined;
    const values = await Promise.all(measures.map(async (measure) => Array.from(await measure.data())));
    return Object.fromEntries(this.measures.map((name, index) => [name, values[index]]));
  }

  /** The mask of a selection that does not wait for the output's values, so that one program does for all of them. */
  private knownMask(selector: OutputSelector, [batch, ...sample]: readonly number[]): Tensor | undefined {
    if (isMaskSelector(selector)) return selector.toMask();
    const classes = this.classes.get(String(sample));
    if (!selector.byShape || classes === undefined) return undefined;
    return tidy(() => maskOf(selector, zeros([batch, classes])));
  }

  /** The program with this selection built in; the same function for the same selector. */
  private programFor(selector: OutputSelector): Program {
    const known = this.selecting.get(selector);
    if (known) return known;
    const program: Program = (input, ...more) => this.run(selector, input, more);
    this.selecting.set(selector, program);
    return program;
  }

  private run(selector: OutputSelector, input: Tensor, more: Tensor[]): Tensor[] {
    const { val, output, mask, measures } = this.attribute(
      input,
      (activations) => maskOf(selector, activations),
      ...more,
    );
    return [val, output, mask, ...this.measures.map((name) => measures?.[name] as Tensor)];
  }
}

function join(parts: Tensor[][], index: number): Tensor {
  return concat(
    parts.map((part) => part[index]),
    0,
  );
}
