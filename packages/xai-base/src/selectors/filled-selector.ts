import { concat, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { OutputSelector } from './output-selector';

/** Selects of the first samples of a batch alone, which is filled up by others. */
export class FilledSelector implements OutputSelector {
  /**
   * @param selector what is selected of the samples
   * @param samples how many they are
   */
  constructor(
    private readonly selector: OutputSelector,
    private readonly samples: number,
  ) {}

  select(output: Tensor): Tensor {
    const [rows, ...rest] = output.shape;
    const first = slice(
      output,
      output.shape.map(() => 0),
      [this.samples, ...rest],
    );
    return concat([this.selector.select(first), zeros([rows - this.samples, ...rest])], 0);
  }
}
