import type { HeatmapKind } from 'xai-base';
import type { Look } from '../../state/dashboard-state';
import { isDark } from '../frame/is-dark';

/** Safe for the colour-blind; what means nothing has the ground of the page. */
const SAFE: Record<'light' | 'dark', Record<HeatmapKind, string>> = {
  light: { attribution: 'vik', sensitivity: 'grays_r', cam: 'cividis' },
  dark: { attribution: 'berlin', sensitivity: 'grays', cam: 'cividis' },
};

/** The colour map of an explanation; undefined for the one that it is usually drawn in. */
export function colormapOf({ colormap }: Look, kind: HeatmapKind): string | undefined {
  if (colormap === 'papers') return undefined;
  return colormap ?? SAFE[isDark() ? 'dark' : 'light'][kind];
}
