import { type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  Explanation,
  type Model,
  type ModelView,
  maskOf,
  type OutputSelector,
  TensorBag,
  toModelView,
} from 'xai-base';

/**
 * An attribution that looks at no model: what a method must be better than. One of one's own says what is attributed to a sample.
 *
 * @example
 * ```ts
 * class Constant extends BaselineAttribution {
 *   readonly name = 'Constant';
 *   protected attribute(sample: ArrayLike<number>) {
 *     return new Float32Array(sample.length).fill(1);
 *   }
 * }
 * (await analyze(tf.tensor2d([[3, 1]]), new Constant())).val; // => [[1, 1]]
 * ```
 */
export abstract class BaselineAttribution extends Analyzer {
  private readonly model?: ModelView;

  /** @param model says which outputs there are; its output is what explanations carry, and no more is asked of it. Without one, explanations carry 0 */
  constructor(model?: Model) {
    super();
    this.model = model && toModelView(model);
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    const [batch, ...shape] = input.shape;
    const values = await input.data();
    const size = values.length / batch;
    const attributions = new Float32Array(values.length);
    for (let sample = 0; sample < batch; sample++) {
      const row = values.subarray(sample * size, (sample + 1) * size);
      attributions.set(this.attribute(row, shape, options.seed ?? 0), sample * size);
    }
    const bag = new TensorBag();
    try {
      const val = bag.add(tensor(attributions, input.shape));
      const output = bag.add(this.model ? await this.model.predict(input) : zeros([batch, 1]));
      if (this.model) {
        const mask = bag.add(tidy(() => maskOf(selector, output).clone()));
        const explanation = await this.explanation({ val, input, output, mask });
        bag.release(val, output);
        return explanation;
      }
      bag.release(val, output);
      const outputSelection = new Array(batch).fill(0);
      const { name: analyzer, heatmap } = this;
      return new Explanation({ val, input: input.clone(), output, outputSelection, analyzer, heatmap });
    } finally {
      bag.dispose();
    }
  }

  /** What is attributed to the features of a sample of some shape, channels last. */
  protected abstract attribute(sample: ArrayLike<number>, shape: readonly number[], seed: number): ArrayLike<number>;
}
