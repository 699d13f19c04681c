import type { HeatmapKind } from 'xai-base';
import type { Look } from '../../state/dashboard-state';

/** Safe for the colour-blind: around zero, magnitudes, maps. */
const SAFE: Record<HeatmapKind, string> = { attribution: 'vik', sensitivity: 'grays', cam: 'cividis' };

/** The colour map of an explanation; undefined for the one that it is usually drawn in. */
export function colormapOf({ colormap }: Look, kind: HeatmapKind): string | undefined {
  if (colormap === 'papers') return undefined;
  return colormap ?? SAFE[kind];
}
