import type { ColormapTable } from './colormap-table';

/**
 * Diverging, dark blue over blue, white and red to dark red. The definition of matplotlib.
 *
 * @license matplotlib licence (BSD compatible)
 */
export const seismic: ColormapTable = [
  [0, 0, 76.5],
  [0, 0, 255],
  [255, 255, 255],
  [255, 0, 0],
  [127.5, 0, 0],
];
