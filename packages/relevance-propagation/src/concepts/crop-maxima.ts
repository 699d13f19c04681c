import { reshape, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LRP } from '../lrp';
import type { DataSet, Maximum } from './maxima';
import { type Box, receptiveField } from './receptive-field';

/** A sample that a channel is largest for, cropped to what the channel sees at its largest place. */
export interface Crop {
  readonly maximum: Maximum;
  readonly box: Box;
  /** `[...box.size, channels]`, which belongs to the caller. */
  readonly image: Tensor;
}

/**
 * Crops the samples of maxima to what the layer sees there, in one pass through the data set.
 *
 * @param lrp the model
 * @param layer the layer that the maxima are of
 * @param maxima some of what `RelMax` or `ActMax` collected
 * @param dataSet the data set that they were collected from
 * @returns a crop for each of the maxima, in their order
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const convolution = tfl.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1], name: 'conv' });
 * const model = tfl.sequential({ layers: [convolution, tfl.layers.flatten()] });
 * const lrp = new LRP(model);
 * const dataSet = () => [tf.randomUniform([2, 8, 8, 1])];
 * const [channel] = await new ActMax(lrp, 'conv', 1).collect(dataSet);
 * const [crop] = await cropMaxima(lrp, 'conv', channel, dataSet);
 * crop.image.shape; // => [3, 3, 1]
 * ```
 */
export async function cropMaxima(
  lrp: LRP,
  layer: string | number,
  maxima: readonly Maximum[],
  dataSet: DataSet,
): Promise<Crop[]> {
  const crops = new Map<Maximum, Crop>();
  let first = 0;
  for await (const batch of dataSet()) {
    const [size] = batch.shape;
    for (const maximum of maxima) {
      const index = maximum.sample - first;
      if (index < 0 || index >= size) continue;
      const sample = slice(batch, index, 1);
      const box = await receptiveField(lrp, layer, sample, maximum.place);
      const image = tidy(() => {
        const part = slice(sample, [0, ...box.begin, 0], [1, ...box.size, -1]);
        return reshape(part, part.shape.slice(1));
      });
      sample.dispose();
      crops.set(maximum, { maximum, box, image });
    }
    first += size;
  }
  return maxima.flatMap((maximum) => crops.get(maximum) ?? []);
}
