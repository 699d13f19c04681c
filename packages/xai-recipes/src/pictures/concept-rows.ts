import type { RGBAImage, SheetOptions } from 'vision-heatmaps';

/** Features, where they matter, and samples of what they stand for. */
export interface Concepts {
  readonly analyzer: string;
  readonly features: readonly number[];
  readonly heatmaps: readonly RGBAImage[];
  /** The explained image. */
  readonly image: RGBAImage;
  readonly references: readonly (readonly { readonly image: RGBAImage }[])[];
}

const CELL = 112;

/** A row a feature: the input, the feature's relevance in it, and the parts of samples that the feature is most relevant for. */
export function conceptRows({
  analyzer,
  features,
  heatmaps,
  image,
  references,
}: Concepts): Pick<SheetOptions, 'rows' | 'columns' | 'cells' | 'cellSize'> {
  const count = Math.max(...references.map(({ length }) => length), 0);
  const ranks = Array.from({ length: count }, (_, rank) => (rank === 0 ? 'stands for' : `${rank + 1}`));
  return {
    rows: features.map((feature) => `feature ${feature}`),
    columns: ['input', analyzer, ...ranks],
    cells: features.map((_, row) => [image, heatmaps[row], ...ranks.map((_, rank) => references[row]?.[rank]?.image)]),
    cellSize: CELL,
  };
}
