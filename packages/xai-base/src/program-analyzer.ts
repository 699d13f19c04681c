import { concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import { Analyzer } from './analyzer';
import { explainFailure } from './differentiate';
import { eagerExecutor } from './execution/eager-executor';
import type { Program } from './execution/executor';
import { forEachBatch } from './execution/for-each-batch';
import { TensorBag } from './execution/tensor-bag';
import type { Explanation } from './explanation';
import type { ModelView } from './models/model-view';
import type { AnalyzeOptions } from './options';
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
  /** The program under a selection that is an input of it: `(input, mask) -> [val, output, mask]`. */
  private readonly masked: Program = (input, mask) => this.run(input, new MaskSelector(mask));
  private readonly selecting = new WeakMap<OutputSelector, Program>();

  constructor(protected readonly model: ModelView) {
    super();
  }

  override predict(input: Tensor): Promise<Tensor> {
    return this.model.predict(input);
  }

  /**
   * The method, as a pure program of TensorFlow.js ops.
   *
   * @param input `[batch, ...]`
   * @param select the mask of what is explained, from the output `[batch, classes]`
   */
  protected abstract attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution;

  protected async explain(input: Tensor, selector: OutputSelector, options: Options): Promise<Explanation> {
    const bag = new TensorBag();
    const parts: Tensor[][] = [];
    try {
      await forEachBatch(input.shape[0], options, async (begin, size) => {
        const whole = size === input.shape[0];
        const batch = whole ? input : bag.add(slice(input, begin, size));
        const results = await this.runBatch(batch, sliceSelector(selector, begin, size), options);
        parts.push(results.map((result) => bag.add(result)));
        if (!whole) bag.free(batch);
      });
      const [val, output, mask] =
        parts.length === 1 ? parts[0] : parts[0].map((_, index) => bag.add(join(parts, index)));
      const explanation = await this.explanation({ val, input, output, mask });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** Runs the program on one batch; a step that a subclass may do in another way. */
  protected async runBatch(
    input: Tensor,
    selector: OutputSelector,
    { executor = eagerExecutor }: Options,
  ): Promise<Tensor[]> {
    try {
      if (!isMaskSelector(selector)) return await executor.run(this.programFor(selector), [input]);
      const mask = selector.toMask();
      try {
        return await executor.run(this.masked, [input, mask]);
      } finally {
        mask.dispose();
      }
    } catch (error) {
      throw explainFailure(error, this.model, input);
    }
  }

  /** The program with this selection built in; the same function for the same selector. */
  private programFor(selector: OutputSelector): Program {
    const known = this.selecting.get(selector);
    if (known) return known;
    const program: Program = (input) => this.run(input, selector);
    this.selecting.set(selector, program);
    return program;
  }

  private run(input: Tensor, selector: OutputSelector): Tensor[] {
    const { val, output, mask } = this.attribute(input, (activations) => selector.select(activations));
    return [val, output, mask];
  }
}

function join(parts: Tensor[][], index: number): Tensor {
  return concat(
    parts.map((part) => part[index]),
    0,
  );
}
