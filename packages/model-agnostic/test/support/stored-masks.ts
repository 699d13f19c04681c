import type { MaskSource, NeighborSource, Perturbation } from '../../src';
import { maskedNeighbors } from '../../src/lime/neighbors/masked-neighbors';
import { gridSpread } from '../../src/rise/masks/grid-spread';
import { type Case, numbersOf, rowsOf, type StoredArray } from './fixtures';

/** The stored masks of RISE, in their order. */
export function storedMasks(masks: StoredArray): MaskSource {
  const rows = rowsOf(masks);
  return () => (index, mask) => void mask.set(rows[index]);
}

/** Masks of RISE from stored grids and offsets. */
export function storedGrids({ random, params }: Case, height: number, width: number): MaskSource {
  return gridsOf(rowsOf(random.grids), rowsOf(random.offsets), height, width, params.featureRes);
}

/** The masks that a candidate for the keep probability is tried with. */
export function candidateGrids({ random }: Case, candidate: number, height: number, width: number): MaskSource {
  const [, masks, resolution] = random.candidateGrids.shape;
  const slice = (rows: number[], size: number) =>
    Array.from({ length: masks }, (_, mask) => rows.slice(mask * size, (mask + 1) * size));
  const grids = slice(rowsOf(random.candidateGrids)[candidate], resolution ** 2);
  return gridsOf(grids, slice(rowsOf(random.candidateOffsets)[candidate], 2), height, width, resolution);
}

function gridsOf(
  grids: number[][],
  offsets: number[][],
  height: number,
  width: number,
  resolution: number,
): MaskSource {
  const { write } = gridSpread(height, width, resolution);
  return () => (index, mask) => write(grids[index], offsets[index], mask);
}

/** The neighbours of LIME by stored masks. */
export function storedNeighbors(perturbation: Perturbation, masks: StoredArray): NeighborSource {
  return async (sample) =>
    maskedNeighbors(sample, await perturbation.features(sample), Float64Array.from(numbersOf(masks)));
}

/** The stored masks that a candidate for the keep probability is tried with. */
export function candidateMasks({ random }: Case, candidate: number): MaskSource {
  const [, masks, features] = random.candidateMasks.shape;
  const values = rowsOf(random.candidateMasks)[candidate];
  const rows = Array.from({ length: masks }, (_, mask) => values.slice(mask * features, (mask + 1) * features));
  return () => (index, mask) => void mask.set(rows[index]);
}
