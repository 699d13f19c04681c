import { ValueError } from 'xai-base';
import type { Background } from './images/images-below';
import type { ImageRange } from './images/to-images';
import { isTransform, type Transform } from './transforms/transform';
import type { ColorRange } from './values/values';

/** How heatmaps are drawn. */
export interface HeatmapOptions {
  /** The transforms that make images of the values; by default the preset of the explanation's kind. */
  readonly pipeline?: Transform;
  /**
   * What the heatmaps are laid over: a tensor `[batch, height, width, channels]` or `[height, width, channels]`, an RGBA
   * image, or several. One image serves all samples.
   */
  readonly image?: Background;
  /** The values of an image tensor that are black and white; without it see {@link toImages}. */
  readonly imageRange?: ImageRange;
  /** Whether percentiles and ranges of colours are taken from each sample (the default) or from the whole batch. */
  readonly colorRange?: ColorRange;
}

/** @throws {ValueError} for an option that is none */
export function checkHeatmapOptions({ pipeline, colorRange }: HeatmapOptions): void {
  if (pipeline !== undefined && !isTransform(pipeline)) {
    const expected = 'a Pipeline, such as new Pipeline(new SumReduction(), new CenteredColormap())';
    throw new ValueError(`pipeline is ${String(pipeline)}; expected ${expected}.`, {
      argument: 'pipeline',
      value: pipeline,
      expected,
    });
  }
  if (colorRange !== undefined && colorRange !== 'sample' && colorRange !== 'batch') {
    const expected = "'sample' or 'batch'";
    throw new ValueError(`colorRange is ${String(colorRange)}; expected ${expected}.`, {
      argument: 'colorRange',
      value: colorRange,
      expected,
    });
  }
}
