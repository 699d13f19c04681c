import { image, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, Analyzer, Explanation, type Model, type OutputSelector, type TensorBag } from 'xai-base';

/** The method of a recipe as metrics judge it. */
export interface JudgedMethod {
  /** Makes it for a model; or the analyzer, of methods that explain one model only. */
  readonly analyzer: Analyzer | ((model: Model) => Analyzer);
  /** What it compares inputs with, `[1, ...]`. */
  readonly inputRef: Tensor;
  /** Frees what it needs. */
  dispose(): void;
}

/** @param bag what the method needs, to be freed with it */
export function judgedMethod(
  method: Analyzer | ((model: Model) => Analyzer),
  inputRef: Tensor,
  bag: TensorBag,
): JudgedMethod {
  const judged = (analyzer: Analyzer) => new JudgedAnalyzer(analyzer, inputRef);
  const analyzer = typeof method === 'function' ? (model: Model) => judged(method(model)) : judged(method);
  return { analyzer, inputRef, dispose: () => bag.dispose() };
}

/**
 * A method that is told its reference, and whose maps are as large as what they are of: one value a position. Coarse ones are enlarged, with straight lines
 * between the middles of their cells.
 */
export class JudgedAnalyzer extends Analyzer {
  readonly name: string;
  override readonly heatmap;

  constructor(
    private readonly inner: Analyzer,
    private readonly inputRef: Tensor,
  ) {
    super();
    this.name = inner.name;
    this.heatmap = inner.heatmap;
  }

  override get unit(): string | undefined {
    return this.inner.unit;
  }

  override get readsIndices(): string | undefined {
    return this.inner.readsIndices;
  }

  override predict(input: Tensor, options: AnalyzeOptions = {}): Promise<Tensor> {
    return this.inner.predict(input, options);
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    const { inputRef } = this;
    const takesReference = this.inner.moreOptions.includes('inputRef');
    const explanation = await this.inner.analyze(input, selector, { ...options, ...(takesReference && { inputRef }) });
    const { val } = explanation;
    const [, height, width] = input.shape;
    if (input.rank !== 4 || val.rank !== 4 || (val.shape[1] === height && val.shape[2] === width)) return explanation;
    const whole = image.resizeBilinear(val as Tensor4D, [height, width], false, true);
    val.dispose();
    return new Explanation({ ...explanation, val: whole });
  }
}
