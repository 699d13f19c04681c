import type { ColormapTable } from './colormap-table';

/**
 * Diverging, blue over white to red. The definition of matplotlib.
 *
 * @license matplotlib licence (BSD compatible)
 */
export const bwr: ColormapTable = [
  [0, 0, 255],
  [255, 255, 255],
  [255, 0, 0],
];
