import { cast, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Attribution,
  differentiate,
  type FurtherInputs,
  type Model,
  type ModelView,
  maskOf,
  type OutputSelector,
  ProgramAnalyzer,
  TensorBag,
  toModelView,
} from 'xai-base';

/**
 * The base of the methods that need one gradient: a subclass says what it makes of it.
 *
 * @example
 * ```ts
 * class GradientMagnitude extends GradientAnalyzer {
 *   readonly name = 'GradientMagnitude';
 *   protected combine(_input: tf.Tensor, gradient: tf.Tensor) {
 *     return tf.abs(gradient);
 *   }
 * }
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new GradientMagnitude(model))).val; // => [[2, 6]]
 * ```
 */
export abstract class GradientAnalyzer extends ProgramAnalyzer {
  /**
   * @param model any model that has gradients
   * @throws {ModelError} when `model` is none
   */
  constructor(model: Model) {
    super(toModelView(model));
  }

  /** Evaluates the model on float32, as its gradients are taken: images of bytes are none. */
  override async predict(input: Tensor, options: AnalyzeOptions = {}): Promise<Tensor> {
    if (this.model.gradient || input.dtype === 'float32') return super.predict(input, options);
    const numbers = cast(input, 'float32');
    try {
      return await super.predict(numbers, options);
    } finally {
      numbers.dispose();
    }
  }

  /**
   * The attribution, as a pure program of TensorFlow.js ops.
   *
   * @param input `[batch, ...]`
   * @param gradient of the selected outputs, shaped like the input
   */
  protected abstract combine(input: Tensor, gradient: Tensor): Tensor;

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
    return { val: this.combine(input, gradient), output, mask };
  }

  /** Whether the method is one program of TensorFlow.js ops; not for a model that brings its own gradients. */
  get isProgram(): boolean {
    return this.model.gradient === undefined;
  }

  /** The model, to be a part of a larger program with the method. */
  get explainedModel(): ModelView {
    return this.model;
  }

  /**
   * The method as a part of a larger program, of TensorFlow.js ops.
   *
   * @param input `[batch, ...]`
   * @param select the mask of what is explained, from the output, and of its shape
   * @param further the further inputs of the samples
   */
  explained(input: Tensor, select: (output: Tensor) => Tensor, further?: FurtherInputs): Attribution {
    return this.withInputs(further, () => this.attribute(input, select));
  }

  protected override runBatch(
    inputs: readonly Tensor[],
    selector: OutputSelector,
    options: AnalyzeOptions,
  ): Promise<Tensor[]> {
    return this.model.gradient
      ? this.runOwnGradient(inputs[0], selector, options)
      : super.runBatch(inputs, selector, options);
  }

  /** The same for a model that brings its own gradients. */
  private async runOwnGradient(
    input: Tensor,
    selector: OutputSelector,
    { furtherInputs }: AnalyzeOptions,
  ): Promise<Tensor[]> {
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.model.predict(input, furtherInputs));
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const gradient = bag.add((await this.model.gradient?.(input, mask, furtherInputs)) as Tensor);
      const val = tidy(() => this.combine(input, gradient).clone());
      bag.release(output, mask);
      return [val, output, mask];
    } finally {
      bag.dispose();
    }
  }
}
