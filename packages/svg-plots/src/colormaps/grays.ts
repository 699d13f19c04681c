import type { ColormapTable } from './colormap-table';

/** Sequential, black to white. */
export const grays: ColormapTable = [
  [0, 0, 0],
  [255, 255, 255],
];
