import type { Layout } from '../recipe/model-recipe';
import type { Shape } from './shape';

/**
 * The layout that the shape of an input speaks for. Of four axes, the one with 1, 3 or 4 channels tells; where both may be it, they come first,
 * as in most ONNX files. Inputs of other ranks are taken as they are.
 *
 * @param shape `[batch, ...]`, null for a length that is open
 */
export function layoutOf(shape: Shape | undefined): Layout {
  if (shape?.length !== 4) return 'channels-last';
  const [, first, , last] = shape;
  return isChannels(last) && !isChannels(first) ? 'channels-last' : 'channels-first';
}

function isChannels(length: number | null): boolean {
  return length === 1 || length === 3 || length === 4;
}
