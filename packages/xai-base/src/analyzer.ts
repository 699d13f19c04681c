import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { checkExplained } from './check-explained';
import { checkInput } from './check-input';
import { chosenExecutor } from './execution/chosen-executor';
import { TensorBag } from './execution/tensor-bag';
import { Explanation, type HeatmapKind } from './explanation';
import { checkFurtherInputs } from './further-inputs/further-inputs';
import { isInstance } from './instance-of';
import { type AnalyzeOptions, checkOptions } from './options';
import { MaxActivationSelector } from './selectors/max-activation-selector';
import type { OutputSelector } from './selectors/output-selector';
import { selectedIndices } from './selectors/selected-indices';
import { type OutputSelection, toSelector } from './selectors/to-selector';
import { settledInput, settledOptions } from './settled-input';

/** The most activated value of each sample, whatever the output's rank. */
const anyOutput: OutputSelector = {
  select(output) {
    const mask = new MaxActivationSelector().select(reshape(output, [output.shape[0], -1]));
    return reshape(mask, output.shape);
  },
};

/**
 * A method that explains a model's predictions. A new method is a subclass with one method to write, `explain`; it
 * then works with `analyze`, with every augmentation and with every heatmap package. `instanceof` works across copies
 * of this package.
 *
 * @example
 * ```ts
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true) };
 *     return new Explanation({ ...parts, outputSelection: [0], analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * (await analyze(tf.tensor2d([[1, 2]]), new InputItself())).val; // => [[1, 2]]
 * ```
 */
export abstract class Analyzer<Options extends AnalyzeOptions = AnalyzeOptions> {
  static readonly id: string = 'Analyzer';

  /** The method's name, as explanations carry it. */
  abstract readonly name: string;
  /** How the method's explanations are drawn. */
  readonly heatmap: HeatmapKind = 'attribution';

  /** The names of the options that the method adds to those that all methods share. Others are refused. */
  get moreOptions(): readonly string[] {
    return [];
  }

  /**
   * What the values are measured in, as explanations carry it in `extras.unit`: `output` where they add up to the model's output or to a
   * part of it, `output per input` for slopes; undefined for values that only rank. A subclass overrides this.
   */
  get unit(): string | undefined {
    return undefined;
  }

  /**
   * What in the explained model reads indices, such as those of tokens, in the place of quantities: neither noise nor a mean of two inputs
   * makes an input then, and augmentations refuse it by these words. A subclass that knows its model overrides this.
   */
  get readsIndices(): string | undefined {
    return undefined;
  }

  /**
   * Explains what the model says of each sample.
   *
   * @param input `[batch, ...]`
   * @param selection which output to explain: by default the most activated one of each sample
   * @returns an explanation that belongs to the caller
   * @throws {ShapeError} for a tensor of rank below 2 or with an axis of length 0, or not as many indices as samples
   * @throws {ValueError} for NaN or infinite values in the input, an invalid selection or option, or an option that does not exist
   * @throws {IndexError} for an output that the model does not have
   * @throws {AbortError} when the signal fires
   */
  async analyze(input: Tensor, selection?: OutputSelection, options?: Options): Promise<Explanation> {
    const given = options ?? ({} as Options);
    return this.whenChecked(input, given, (settled, own) =>
      this.explainOwning(settled, toSelector(selection, input), own),
    );
  }

  /**
   * The model's output, which augmentations need to select once on the clean input. A subclass that knows its model
   * overrides this; otherwise it costs an explanation.
   *
   * @param input `[batch, ...]`
   * @returns `[batch, classes]`, which belongs to the caller
   */
  async predict(input: Tensor, options?: Options): Promise<Tensor> {
    const explanation = await this.explainOwning(input, anyOutput, options ?? ({} as Options));
    try {
      return explanation.output.clone();
    } finally {
      explanation.dispose();
    }
  }

  /**
   * Puts an explanation together; a step for subclasses. It clones the input, and reads from the mask which outputs
   * were explained; the mask stays the caller's.
   *
   * @throws {ModelError} when the output or the attribution is not finite
   */
  protected async explanation(parts: {
    val: Tensor;
    input: Tensor;
    output: Tensor;
    mask: Tensor;
    extras?: Record<string, unknown>;
  }): Promise<Explanation> {
    const { mask, input, extras, ...rest } = parts;
    const { unit } = this;
    await checkExplained(this.name, parts);
    const outputSelection = await selectedIndices(mask);
    return new Explanation({
      ...rest,
      ...((unit ?? extras) && { extras: { ...(unit && { unit }), ...extras } }),
      input: input.clone(),
      outputSelection,
      analyzer: this.name,
      heatmap: this.heatmap,
    });
  }

  /** Does some work on what an analysis was given, once that is checked. */
  protected async whenChecked<T>(
    input: Tensor,
    options: Options,
    work: (input: Tensor, options: Options) => Promise<T>,
  ): Promise<T> {
    checkOptions(options, this.moreOptions, this.name);
    await this.checkInput(input);
    await checkFurtherInputs(options.furtherInputs, input);
    const bag = new TensorBag();
    try {
      const executor = chosenExecutor(options.executor);
      const whole = executor ? { ...options, executor } : options;
      return await work(await settledInput(input, bag), await settledOptions(whole, bag));
    } finally {
      bag.dispose();
    }
  }

  /** Checks the samples before any work starts; a step for methods that take what others refuse, such as missing values. */
  protected checkInput(input: Tensor): Promise<void> {
    return checkInput(input);
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, value);
  }

  /** An explanation that owns its tensors, also by a method that puts the input itself into it. */
  private async explainOwning(input: Tensor, selector: OutputSelector, options: Options): Promise<Explanation> {
    const explanation = await this.explain(input, selector, options);
    const tensors = [explanation.val, explanation.input, explanation.output];
    if (!tensors.includes(input)) return explanation;
    const [val, own, output] = tensors.map((one) => (one === input ? input.clone() : one));
    return new Explanation({ ...explanation, val, input: own, output });
  }

  /** The method itself: arguments are checked, and what it returns belongs to the caller. */
  protected abstract explain(input: Tensor, selector: OutputSelector, options: Options): Promise<Explanation>;
}
