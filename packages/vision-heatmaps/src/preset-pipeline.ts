import type { Clip, Colormap, ValueRange } from 'svg-plots';
import { checkKeys, describeValue, type HeatmapKind, heatmapKinds, ValueError } from 'xai-base';
import type { PresetOptions } from './heatmap-options';
import { Pipeline } from './pipeline';
import { AlphaOverlay } from './transforms/alpha-overlay';
import { CenteredColormap } from './transforms/centered-colormap';
import { ExtremaColormap } from './transforms/extrema-colormap';
import { NormReduction } from './transforms/norm-reduction';
import { RangeColormap } from './transforms/range-colormap';
import type { Reduction } from './transforms/reduction';
import { ResizeToImage } from './transforms/resize-to-image';
import { SumReduction } from './transforms/sum-reduction';
import type { Transform } from './transforms/transform';

/** How a kind is drawn. */
interface Preset {
  readonly reduction: new () => Reduction;
  readonly range: ValueRange;
  readonly colormap: Colormap;
}

const presets: Record<HeatmapKind, Preset> = {
  attribution: { reduction: SumReduction, range: 'centered', colormap: 'seismic' },
  sensitivity: { reduction: NormReduction, range: 'extrema', colormap: 'grays' },
  cam: { reduction: SumReduction, range: 'extrema', colormap: 'jet' },
};

/**
 * How a kind of explanation is drawn:
 * - `attribution`: sum over channels, centred on zero, `seismic`;
 * - `sensitivity`: 2-norm over channels, from the smallest to the largest, `grays`;
 * - `cam`: sum over channels, from the smallest to the largest, `jet`.
 *
 * Where there is an image, the heatmap takes its size and is laid over it. The values are resized before they are coloured: between two
 * colours of a rainbow lie colours that it does not have. Outliers get the colours of the ends, unless `clip` says otherwise.
 *
 * @param options other colours, another range, another way with outliers
 * @throws {ValueError} for another kind, or an option that is none
 *
 * @example
 * ```ts
 * const [image] = await heatmap(tf.tensor4d([0, 5], [1, 1, 2, 1]), { pipeline: presetPipeline('sensitivity') });
 * image.data; // => [0, 0, 0, 255, 255, 255, 255, 255]
 * ```
 */
export function presetPipeline(kind: HeatmapKind, options?: PresetOptions): Pipeline {
  if (!heatmapKinds.includes(kind)) {
    const expected = `one of ${heatmapKinds.join(', ')}`;
    throw new ValueError(`The kind of heatmap is ${describeValue(kind)}; expected ${expected}.`, {
      argument: 'heatmap',
      value: kind,
      expected,
    });
  }
  checkKeys(options, ['colormap', 'range', 'clip'], 'presetPipeline');
  const { reduction: Reduction, ...preset } = presets[kind];
  const { colormap = preset.colormap, range = preset.range, clip = 'auto' } = options ?? {};
  return new Pipeline(new Reduction(), new ResizeToImage(), colors(range, colormap, clip), new AlphaOverlay());
}

function colors(range: ValueRange, colormap: Colormap, clip: Clip): Transform {
  if (range === 'centered') return new CenteredColormap(colormap, clip);
  if (range === 'extrema') return new ExtremaColormap(colormap, clip);
  return new RangeColormap(range, colormap);
}
