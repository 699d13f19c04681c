import { ValueError } from 'xai-base';
import type { Samples } from '../../task/samples';

/** The height and width of samples whose positions have neighbours; series are images of one row. */
export function planeOf({ shape }: Samples, owner: string): { height: number; width: number } {
  if (shape.length === 3) return { height: shape[0], width: shape[1] };
  if (shape.length === 2) return { height: 1, width: shape[0] };
  const expected = 'images [batch, height, width, channels], or series [batch, time, channels]';
  const message = `${owner} was given samples of shape [${shape}]; expected ${expected}.`;
  throw new ValueError(message, { argument: 'input', value: shape, expected });
}
