import { image, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, Analyzer, analyze, Explanation, type OutputSelector } from 'xai-base';

/** Coarse maps, enlarged to the size of the image, with straight lines between the middles of their cells. */
export class AtInputSize extends Analyzer {
  readonly name: string;

  constructor(private readonly inner: Analyzer) {
    super();
    this.name = inner.name;
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    const found = await analyze(input, this.inner, selector, options);
    const [, height, width] = input.shape;
    const val = tidy(() => image.resizeBilinear(found.val as Tensor4D, [height, width], false, true));
    found.val.dispose();
    const { output, outputSelection, analyzer, heatmap } = found;
    return new Explanation({ val, input: found.input, output, outputSelection, analyzer, heatmap });
  }
}
