import { spearman } from '../../numbers/spearman';
import { type Plane, structuralSimilarity } from '../../numbers/structural-similarity';

/** How alike two explanations of a sample are. */
export interface Similarity {
  /** Spearman's correlation of the attributions with their signs, over those that are not 0 in both: where neither varies there is nothing to compare. */
  readonly varying: number;
  /** Spearman's correlation of the attributions with their signs, over all. */
  readonly spearman: number;
  /** Spearman's correlation of the magnitudes. */
  readonly spearmanAbs: number;
  /** The structural similarity of the maps, windows of 7; NaN for what is no image, or a smaller one. */
  readonly ssim: number;
}

/**
 * Compares two explanations of a sample.
 *
 * @param shape of an explanation, channels last
 * @param maps whether images are compared with their signs (summed over the channels), or their magnitudes (each over its largest)
 */
export function similarityOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  shape: readonly number[],
  maps: 'signed' | 'magnitudes',
): Similarity {
  const places = Array.from({ length: a.length }, (_, k) => k).filter((k) => a[k] !== 0 || b[k] !== 0);
  const at = (values: ArrayLike<number>) => places.map((k) => values[k]);
  return {
    varying: spearman(at(a), at(b)),
    spearman: spearman(a, b),
    spearmanAbs: spearman(Float64Array.from(a, Math.abs), Float64Array.from(b, Math.abs)),
    ssim: shape.length === 3 ? structuralSimilarity(mapOf(a, shape, maps), mapOf(b, shape, maps)) : Number.NaN,
  };
}

function mapOf(values: ArrayLike<number>, [height, width, channels]: readonly number[], maps: string): Plane {
  const sums = Float64Array.from({ length: height * width }, (_, position) => {
    let sum = 0;
    for (let k = position * channels; k < (position + 1) * channels; k++)
      sum += maps === 'signed' ? values[k] : Math.abs(values[k]);
    return sum;
  });
  if (maps === 'signed') return { values: sums, height, width };
  const largest = sums.reduce((most, value) => Math.max(most, value), 0);
  return { values: sums.map((value) => (largest === 0 ? 0 : value / largest)), height, width };
}
