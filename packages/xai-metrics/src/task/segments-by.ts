import { type Perturbation, ShapeError } from 'xai-base';
import type { Samples } from './samples';

/**
 * The features of a perturbation as segments: the feature of each position, sample after sample.
 *
 * @throws {ShapeError} where the channels of a position are of several features
 */
export async function segmentsBy(
  perturbation: Perturbation,
  samples: Samples,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const { batch, shape, size, channels } = samples;
  const dtype = samples.dtype === 'int32' || samples.dtype === 'bool' ? samples.dtype : 'float32';
  const labels = new Int32Array(batch * (size / channels));
  for (let sample = 0; sample < batch; sample++) {
    const values = Float32Array.from(samples.row(sample));
    const { segments, shape: laid } = await perturbation.features({ values, shape, dtype }, signal);
    const places = laid.reduce((product, length) => product * length, 1);
    const each = places / (size / channels); // places of a position
    for (let position = 0; position < size / channels; position++) {
      const own = Array.from({ length: each }, (_, channel) => position * each + channel);
      const [first, ...more] = own.map((place) => segments?.[place] ?? place);
      if (more.some((feature) => feature !== first)) throw apart(laid);
      labels[sample * (size / channels) + position] = first;
    }
  }
  return labels;
}

function apart(shape: readonly number[]): ShapeError {
  const expected = 'features that hold all channels of a position';
  const message = `perturbation gives channels apart, over [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument: 'perturbation', value: shape, expected });
}
