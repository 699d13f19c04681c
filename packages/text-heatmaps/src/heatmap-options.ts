import { type Clip, type Colormap, checkRange, currentOptions, type ValueRange, valueError } from 'svg-plots';
import { type HeatmapKind, heatmapKinds } from 'xai-base';

/** How text is coloured. */
export interface HeatmapOptions {
  /** The colours, by name (see `colormapNames`), or a table of your own. */
  readonly colormap?: Colormap;
  /** Whether the middle of the colours is zero (`'centered'`), they run from the smallest to the largest value (`'extrema'`), or between two values. */
  readonly range?: ValueRange;
  /** Whether a few values far from all others get the colours of the ends: `'auto'`, a percentile such as 0.99, or not (`false`, if left out). */
  readonly clip?: Clip;
  /** What stands between two words: a blank, unless the tokens bring blanks of their own. */
  readonly separator?: string;
  /** @deprecated now `colormap`; goes with the next release */
  readonly colorscheme?: Colormap;
  /** @deprecated now `range`; goes with the next release */
  readonly rangescale?: ValueRange;
}

/** Options with nothing left out. */
export type CompleteOptions = Required<Omit<HeatmapOptions, 'colorscheme' | 'rangescale'>>;

const known = ['colormap', 'range', 'clip', 'separator'];
const renamed = { colorscheme: 'colormap', rangescale: 'range' };

const presets: Record<HeatmapKind, Pick<CompleteOptions, 'colormap' | 'range'>> = {
  attribution: { colormap: 'seismic', range: 'centered' },
  sensitivity: { colormap: 'grays', range: 'extrema' },
  cam: { colormap: 'jet', range: 'extrema' },
};

/**
 * The options with the preset of a kind of explanation where they are left out.
 *
 * @throws {ValueError} for another kind, an option that does not exist, or a value that is none
 */
export function withPreset(options: HeatmapOptions = {}, kind: HeatmapKind = 'attribution'): CompleteOptions {
  if (!heatmapKinds.includes(kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  const given = currentOptions(options, known, 'heatmap', renamed);
  const complete = { ...presets[kind], clip: false as const, separator: ' ', ...given };
  checkRange(complete.range, complete.clip);
  if (typeof complete.separator !== 'string') throw valueError('separator', complete.separator, 'a string');
  return complete;
}
