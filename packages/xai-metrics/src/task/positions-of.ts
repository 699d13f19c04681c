import type { Samples } from './samples';

/** The axes of a sample's positions: all but that of the channels. */
export function positionsOf({ shape }: Pick<Samples, 'shape'>): readonly number[] {
  return shape.length > 1 ? shape.slice(0, -1) : shape;
}
