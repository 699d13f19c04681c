import { ShapeError, ValueError, wrongValue } from 'xai-base';
import { type HeatmapImage, withLegend } from '../images/heatmap-image';
import type { RGBAImage } from '../images/rgba-image';
import { type Context, type Drawing, isDrawn, type Transform } from './transform';

/**
 * Lays the heatmap over the image: `(1 - alpha) image + alpha heatmap`, in each channel. Without an image it changes
 * nothing.
 *
 * @example
 * ```ts
 * const pipeline = new Pipeline(new SumReduction(), new ExtremaColormap('grays'), new AlphaOverlay(0.2));
 * const image = createImage(1, 1, [255, 100, 0, 255]);
 * const [overlaid] = await heatmap(tf.zeros([1, 1, 1, 1]), { pipeline, image });
 * overlaid.data; // => [204, 80, 0, 255]
 * ```
 */
export class AlphaOverlay implements Transform {
  /**
   * @param alpha how opaque the heatmap is, from 0 to 1
   * @throws {ValueError} for a number outside
   */
  constructor(readonly alpha = 0.6) {
    if (typeof alpha === 'number' && alpha >= 0 && alpha <= 1) return;
    const expected = 'a number from 0 to 1';
    throw wrongValue('alpha', alpha, expected);
  }

  /**
   * @throws {ShapeError} for heatmaps of another size than the image
   * @throws {ValueError} for values
   */
  apply(drawing: Drawing, { images }: Context): Drawing {
    if (!images) return drawing;
    if (isDrawn(drawing)) return drawing.map((heatmap, sample) => this.blend(heatmap, images[sample % images.length]));
    const expected = 'images: put it after a colour map';
    throw new ValueError(`AlphaOverlay was given values; expected ${expected}.`, {
      argument: 'pipeline',
      value: drawing,
      expected,
    });
  }

  private blend(heatmap: HeatmapImage, image: RGBAImage): HeatmapImage {
    if (heatmap.width !== image.width || heatmap.height !== image.height) {
      const expected = 'one size for both: put new ResizeToImage() before the overlay';
      const sizes = `${heatmap.width} x ${heatmap.height} over an image of ${image.width} x ${image.height}`;
      throw new ShapeError(`The heatmap is ${sizes}; expected ${expected}.`, {
        argument: 'pipeline',
        value: [heatmap.width, heatmap.height],
        expected,
      });
    }
    const mix = (below: number, at: number) => (1 - this.alpha) * below + this.alpha * heatmap.data[at];
    const { legend } = heatmap;
    const alpha = this.alpha * (legend?.alpha ?? 1);
    return withLegend({ ...heatmap, data: image.data.map(mix) }, legend && { ...legend, alpha });
  }
}
