import type { Layout } from '../recipe/model-recipe';
import type { Shape } from './shape';

/**
 * The layout that the shape of an input speaks for. Of four axes, the one with 1, 3 or 4 channels tells; where both may be it, they come first
 * in most ONNX files. Inputs of other ranks are taken as they are.
 *
 * @param shape `[batch, ...]`, null for a length that is open
 * @param usual where both may be it, or none
 */
export function layoutOf(shape: Shape | undefined, usual: Layout = 'channels-first'): Layout {
  if (shape?.length !== 4) return 'channels-last';
  const [, first, , last] = shape;
  if (isChannels(last) === isChannels(first)) return usual;
  return isChannels(last) ? 'channels-last' : 'channels-first';
}

function isChannels(length: number | null): boolean {
  return length === 1 || length === 3 || length === 4;
}
