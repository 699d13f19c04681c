import { type HeatmapOptions, heatmap, type TextHeatmap } from 'text-heatmaps';
import type { HeatmapKind } from 'xai-base';

/** As the presets of that package are. */
const looks: Record<HeatmapKind, HeatmapOptions> = {
  attribution: { colormap: 'seismic', range: 'centered' },
  sensitivity: { colormap: 'grays', range: 'extrema' },
  cam: { colormap: 'jet', range: 'extrema' },
};

/** The words in the colours of a kind of explanation. */
export function colored(words: readonly string[], values: readonly number[], kind: HeatmapKind): TextHeatmap {
  return heatmap(values, words, looks[kind]);
}
