import { valueError } from 'svg-plots';
import { type HeatmapKind, heatmapKinds } from 'xai-base';
import type { Colorscheme } from './colors/colorschemes';
import type { Rangescale } from './colors/rangescale';

/** How text is coloured. */
export interface HeatmapOptions {
  /** The colours: `'seismic'`, `'bwr'`, `'grays'`, `'inferno'`, `'jet'`, or a table of your own. */
  readonly colorscheme?: Colorscheme;
  /** Whether the middle of the colours is zero (`'centered'`), or they run from the smallest to the largest value (`'extrema'`). */
  readonly rangescale?: Rangescale;
  /** What stands between two words: a blank, unless the tokens bring blanks of their own. */
  readonly separator?: string;
}

const presets: Record<HeatmapKind, Required<Pick<HeatmapOptions, 'colorscheme' | 'rangescale'>>> = {
  attribution: { colorscheme: 'seismic', rangescale: 'centered' },
  sensitivity: { colorscheme: 'grays', rangescale: 'extrema' },
  cam: { colorscheme: 'jet', rangescale: 'extrema' },
};

/**
 * The options with the preset of a kind of explanation where they are left out.
 *
 * @throws {ValueError} for another kind, or a separator that is no string
 */
export function withPreset(options: HeatmapOptions = {}, kind: HeatmapKind = 'attribution'): Required<HeatmapOptions> {
  if (!Object.hasOwn(presets, kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  if (typeof options !== 'object' || options === null) throw valueError('options', options, 'an object');
  const preset = presets[kind];
  const { colorscheme = preset.colorscheme, rangescale = preset.rangescale, separator = ' ' } = options;
  if (typeof separator !== 'string') throw valueError('separator', separator, 'a string');
  return { colorscheme, rangescale, separator };
}
