import { ShapeError } from 'xai-base';
import { linear, resample } from '../images/resample';
import { resize } from '../images/resize';
import type { RGBAImage } from '../images/rgba-image';
import { type MapPlacement, placedTaps } from '../values/map-placement';
import type { Values } from '../values/values';
import { type Context, type Drawing, isDrawn, type Transform } from './transform';

/**
 * Brings the heatmap to the size of the image below it, by bilinear interpolation; without an image it changes nothing.
 * Put before the colour map it interpolates values, so that all colours are colours of the map; put after it, it
 * interpolates colours.
 *
 * The values of a coarse map whose explanation says where its cells look (`extras.receptiveField`) are laid there: a value at the centre
 * of what its cell sees, and zero from one step beyond the outermost on. Others, and colours, are stretched over the image.
 *
 * @example
 * ```ts
 * const pipeline = new Pipeline(new SumReduction(), new ResizeToImage(), new ExtremaColormap('viridis'));
 * const [image] = await heatmap(tf.ones([1, 7, 7, 1]), { pipeline, image: tf.zeros([224, 224, 3]) });
 * [image.width, image.height]; // => [224, 224]
 * ```
 */
export class ResizeToImage implements Transform {
  /** @throws {ShapeError} for values that are not `[batch, height, width]` or `[batch, height, width, channels]` */
  apply(drawing: Drawing, { images, placement }: Context): Drawing {
    if (!images) return drawing;
    const [{ width, height }] = images;
    if (!isDrawn(drawing)) return resizeValues(drawing, width, height, placement);
    return drawing.map((heatmap: RGBAImage) => resize(heatmap, width, height));
  }
}

function resizeValues({ shape, data }: Values, newWidth: number, newHeight: number, placement?: MapPlacement): Values {
  if (shape.length < 3) {
    const expected = '[batch, height, width] or [batch, height, width, channels]';
    throw new ShapeError(`ResizeToImage was given values of shape [${shape}]; expected ${expected}.`, {
      argument: 'pipeline',
      value: shape,
      expected,
    });
  }
  const [batch, height, width, channels = 1] = shape;
  const across = placement ? placedTaps(placement, 1, width, newWidth) : linear(width, newWidth);
  const down = placement ? placedTaps(placement, 0, height, newHeight) : linear(height, newHeight);
  const size = height * width * channels;
  const newSize = newHeight * newWidth * channels;
  const resized = new Float64Array(batch * newSize);
  for (let sample = 0; sample < batch; sample++) {
    const grid = { width, height, channels, data: data.subarray(sample * size, (sample + 1) * size) };
    resized.set(resample(grid, across, down), sample * newSize);
  }
  return { shape: [batch, newHeight, newWidth, ...shape.slice(3)], data: resized };
}
