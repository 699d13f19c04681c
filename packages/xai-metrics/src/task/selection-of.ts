import type { OutputSelection } from 'xai-base';

/**
 * The selection of an output a sample.
 *
 * @param indices which one, in row-major order
 * @param shape that of the outputs of a sample
 * @returns the indices, or index paths where there are several axes
 */
export function selectionOf(indices: readonly number[], shape: readonly number[]): OutputSelection {
  return shape.length > 1 ? indices.map((index) => pathOf(index, shape)) : indices;
}

function pathOf(index: number, shape: readonly number[]): number[] {
  const path: number[] = [];
  for (const length of [...shape].reverse()) {
    path.unshift(index % length);
    index = Math.floor(index / length);
  }
  return path;
}
