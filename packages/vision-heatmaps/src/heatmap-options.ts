import { type Clip, type Colormap, checkRange, colormapTable, type ValueRange } from 'svg-plots';
import { checkKeys, wrongValue } from 'xai-base';
import type { Background } from './images/images-below';
import type { ImageRange } from './images/to-images';
import { isTransform, type Transform } from './transforms/transform';
import type { ColorRange } from './values/values';

/** What of a preset can be chosen. */
export interface PresetOptions {
  /** The colours, by name (see `colormapNames`), or a table of your own. */
  readonly colormap?: Colormap;
  /** Whether the middle of the colours is zero (`'centered'`), they run from the smallest to the largest value (`'extrema'`), or between two values. */
  readonly range?: ValueRange;
  /**
   * What happens to few values far from all others: with `'auto'` (the default) they get the colours of the ends; a percentile such as 0.99
   * ends the colours there in any case; with `false` the colours reach the last of them. A sheet says where values lie beyond its colours.
   */
  readonly clip?: Clip;
}

/** How heatmaps are drawn. */
export interface HeatmapOptions extends PresetOptions {
  /** The transforms that make images of the values, instead of the preset of the explanation's kind. */
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

const ofPresets = ['colormap', 'range', 'clip'] as const;

/** The names of all options. */
const names = [...ofPresets, 'pipeline', 'image', 'imageRange', 'colorRange'] as const;

/** Options of drawing apart from those of an analyzer. */
export function splitOptions<Options extends object>(
  options: (Options & HeatmapOptions) | undefined,
): { drawing: HeatmapOptions; others: Options } {
  const entries = Object.entries(options ?? {});
  const isDrawing = ([name]: [string, unknown]) => (names as readonly string[]).includes(name);
  return {
    drawing: Object.fromEntries(entries.filter(isDrawing)),
    others: Object.fromEntries(entries.filter((entry) => !isDrawing(entry))) as Options,
  };
}

/** @throws {ValueError} for an option that does not exist, one that is none, or one that a pipeline takes the place of */
export function checkHeatmapOptions(options: HeatmapOptions): void {
  checkKeys(options, names, 'heatmap');
  const { pipeline, colorRange, colormap, range = 'extrema', clip = false } = options;
  if (pipeline !== undefined && !isTransform(pipeline))
    throw wrongValue(
      'pipeline',
      pipeline,
      'a Pipeline, such as new Pipeline(new SumReduction(), new CenteredColormap())',
    );
  if (colorRange !== undefined && colorRange !== 'sample' && colorRange !== 'batch')
    throw wrongValue('colorRange', colorRange, "'sample' or 'batch'");
  const idle = pipeline && ofPresets.find((name) => options[name] !== undefined);
  if (idle) {
    const way = "as a part of the pipeline, such as new CenteredColormap('vik', 'auto'), or no pipeline";
    throw wrongValue(idle, options[idle], way);
  }
  if (colormap !== undefined) colormapTable(colormap);
  checkRange(range, clip);
}
