import { signWords } from 'svg-plots';
import type { Colorbar } from 'vision-heatmaps';
import type { HeatmapKind } from 'xai-base';

/** What the colours of each kind of heatmap mean, by the preset that draws it. */
const colorbars: Record<HeatmapKind, Colorbar> = {
  attribution: { colormap: 'seismic', low: signWords.negative, high: signWords.positive },
  sensitivity: { colormap: 'grays', low: 'matters least', high: 'matters most' },
  cam: { colormap: 'jet', low: 'matters least', high: 'matters most' },
};

/**
 * The legend of a kind of heatmap.
 *
 * @example
 * ```ts
 * colorbarOf('cam').colormap; // => 'jet'
 * ```
 */
export function colorbarOf(kind: HeatmapKind): Colorbar {
  return colorbars[kind];
}
