import { reshape, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkInput, describeValue, TensorBag, ValueError } from 'xai-base';
import type { LRP } from '../lrp';
import { checkLRP } from '../propagation/check-lrp';
import { checkDataSet, type DataSet } from './data-set';
import type { Maximum } from './maxima';
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
 * @throws {ValueError} for a data set that is no function, or anything but maxima
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
  checkLRP(lrp);
  checkDataSet(dataSet);
  checkMaxima(maxima);
  const bag = new TensorBag();
  try {
    const crops = new Map<Maximum, Crop>();
    let first = 0;
    for await (const batch of dataSet()) {
      await checkInput(batch, 'dataSet');
      for (const maximum of maxima) {
        const index = maximum.sample - first;
        if (index < 0 || index >= batch.shape[0]) continue;
        const sample = bag.add(slice(batch, index, 1));
        const box = await receptiveField(lrp, layer, sample, maximum.place);
        const image = bag.add(tidy(() => cut(sample, box)));
        bag.free(sample);
        crops.set(maximum, { maximum, box, image });
      }
      first += batch.shape[0];
    }
    const found = maxima.flatMap((maximum) => crops.get(maximum) ?? []);
    bag.release(...found.map(({ image }) => image));
    return found;
  } finally {
    bag.dispose();
  }
}

function cut(sample: Tensor, { begin, size }: Box): Tensor {
  const part = slice(sample, [0, ...begin, 0], [1, ...size, -1]);
  return reshape(part, part.shape.slice(1));
}

function checkMaxima(maxima: readonly Maximum[]): void {
  const wrong = Array.isArray(maxima) ? maxima.find((one) => !Number.isSafeInteger(one?.sample)) : maxima;
  if (Array.isArray(maxima) && wrong === undefined && !maxima.includes(undefined as never)) return;
  const expected = 'a list of maxima, such as those of one channel';
  throw new ValueError(`maxima holds ${describeValue(wrong)}; expected ${expected}.`, {
    argument: 'maxima',
    value: wrong,
    expected,
  });
}
