import { concat, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { Analyzer } from './analyzer';
import { explainFailure } from './differentiate';
import { chosenExecutor } from './execution/chosen-executor';
import { eagerExecutor } from './execution/eager-executor';
import { forEachFittingBatch } from './execution/for-each-fitting-batch';
import { TensorBag } from './execution/tensor-bag';
import type { Explanation } from './explanation';
import { formOf } from './further-inputs/form';
import { type FurtherInputs, mapInputs } from './further-inputs/further-inputs';
import { bindInputs } from './models/bind-inputs';
import { filledUp, rowsOf } from './models/in-batches';
import type { ModelView } from './models/model-view';
import type { AnalyzeOptions } from './options';
import { type Computation, SelectedPrograms } from './selected-programs';
import { FilledSelector } from './selectors/filled-selector';
import { maskOf } from './selectors/mask-of';
import { type OutputSelector, sliceSelector } from './selectors/output-selector';

/** What the program of a {@link ProgramAnalyzer} computes. */
export interface Attribution {
  /** The attribution, batch first. */
  readonly val: Tensor;
  /** The model's output, `[batch, classes]`, or of any rank. */
  readonly output: Tensor;
  /** What was explained, of the output's shape. */
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
  private readonly programs = new Map<string, SelectedPrograms>();
  private readonly computation: Computation = {
    run: (selector, input, further, more) => this.run(selector, input, further, more),
    forward: (input, further) => this.view.forward(input, further),
  };
  private bound?: FurtherInputs;

  constructor(private readonly view: ModelView) {
    super();
  }

  /** The model; within `attribute`, its further inputs are those of the samples. */
  protected get model(): ModelView {
    return bindInputs(this.view, this.bound);
  }

  /** Within `attribute`, the further inputs of the samples: with a row a sample, or one row for all. */
  protected get furtherInputs(): FurtherInputs | undefined {
    return this.bound;
  }

  override get readsIndices(): string | undefined {
    return this.view.readsIndices;
  }

  override async predict(input: Tensor, { executor: named, furtherInputs } = {} as Options): Promise<Tensor> {
    const executor = chosenExecutor(named);
    if (!executor || this.view.gradient) return this.view.predict(input, furtherInputs);
    const [output] = await executor.run(this.programsOf(furtherInputs).forward, [
      input,
      ...Object.values(furtherInputs ?? {}),
    ]);
    return output;
  }

  /**
   * The method, as a pure program of TensorFlow.js ops.
   *
   * @param input `[batch, ...]`
   * @param select the mask of what is explained, from the output, and of its shape
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
      const { rows = batch } = this.view; // inner values of one run of the model, not of several
      const batchSize = Math.min(options.batchSize ?? batch, Math.max(1, rows));
      await forEachFittingBatch(batch, { ...options, batchSize }, async (begin, size) => {
        const cut = (tensor: Tensor) =>
          size === batch || tensor.shape[0] !== batch ? tensor : bag.add(slice(tensor, begin, size));
        const furtherInputs = options.furtherInputs && mapInputs(options.furtherInputs, cut);
        const inputs = [input, ...this.moreInputs(options)];
        const [samples, ...more] = inputs.map(cut);
        const batchInputs = [samples, ...Object.values(furtherInputs ?? {}), ...more];
        const whole = [...inputs, ...Object.values(options.furtherInputs ?? {})];
        try {
          const ownOptions = furtherInputs ? { ...options, furtherInputs } : options;
          const part = sliceSelector(selector, begin, size);
          const results =
            size < rows && this.view.rows
              ? await this.runFilled(batchInputs, part, ownOptions, rows)
              : await this.runBatch(batchInputs, part, ownOptions);
          parts.push(results.map((result) => bag.add(result)));
        } finally {
          bag.free(...batchInputs.filter((tensor) => !whole.includes(tensor)));
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

  /** Runs the program on a batch that is filled up to as many samples as the model takes at once, so that inner values have a row a sample, too. */
  private async runFilled(
    inputs: readonly Tensor[],
    selector: OutputSelector,
    { furtherInputs, ...options }: Options,
    rows: number,
  ): Promise<Tensor[]> {
    const [size] = inputs[0].shape;
    const bag = new TensorBag();
    const fill = (x: Tensor) => (x.shape[0] === size ? bag.add(tidy(() => filledUp(x, rows).clone())) : x);
    try {
      const filledInputs = furtherInputs && mapInputs(furtherInputs, fill);
      const ownOptions = filledInputs ? { ...options, furtherInputs: filledInputs } : options;
      const results = await this.runBatch(inputs.map(fill), new FilledSelector(selector, size), ownOptions as Options);
      bag.addAll(results);
      return tidy(() => results.map((result) => rowsOf(result, 0, size).clone()));
    } finally {
      bag.dispose();
    }
  }

  /**
   * Runs the program on one batch; a step that a subclass may do in another way.
   *
   * @param inputs the batch, its further inputs, and what `moreInputs` added
   * @param options with the further inputs of the batch
   * @returns val, output, mask and the measures, which belong to the caller
   */
  protected async runBatch(
    inputs: readonly Tensor[],
    selector: OutputSelector,
    { executor = eagerExecutor, furtherInputs }: Options,
  ): Promise<Tensor[]> {
    const [input, ...more] = inputs;
    try {
      const programs = this.programsOf(furtherInputs);
      const { program, mask } = programs.select(selector, inputs);
      try {
        const results = await executor.run(program, mask ? [input, mask, ...more] : inputs);
        programs.keepOutput(inputs, results[1]);
        return results;
      } finally {
        mask?.dispose();
      }
    } catch (error) {
      throw explainFailure(error, bindInputs(this.view, furtherInputs), input);
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

  private programsOf(further: FurtherInputs | undefined): SelectedPrograms {
    const form = formOf(further);
    const programs = this.programs.get(form.key) ?? new SelectedPrograms(this.computation, form);
    this.programs.set(form.key, programs);
    return programs;
  }

  /** Does a part of a larger program, with the further inputs of its samples. */
  protected withInputs<Result>(further: FurtherInputs | undefined, work: () => Result): Result {
    const before = this.bound;
    this.bound = further; // a program is synchronous: none runs beside it
    try {
      return work();
    } finally {
      this.bound = before;
    }
  }

  private run(selector: OutputSelector, input: Tensor, further: FurtherInputs | undefined, more: Tensor[]): Tensor[] {
    return this.withInputs(further, () => {
      const select = (output: Tensor) => maskOf(selector, output);
      const { val, output, mask, measures } = this.attribute(input, select, ...more);
      return [val, output, mask, ...this.measures.map((name) => measures?.[name] as Tensor)];
    });
  }
}

function join(parts: Tensor[][], index: number): Tensor {
  return concat(
    parts.map((part) => part[index]),
    0,
  );
}
