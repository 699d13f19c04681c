import { type Numbers, type ReadOptions, readNumbers, shapeError, type Values } from 'svg-plots';
import { describeValue, IndexError, ShapeError, sizeOf } from 'xai-base';

/** The numbers of each channel, in the order of time. */
export type Channels = readonly (readonly number[])[];

/**
 * One series: `[time]`, `[time, channels]`, or a sample of `[batch, time, channels]`.
 *
 * @throws {ShapeError} for another rank, or a batch of several when no sample is named
 * @throws {IndexError} for a sample that there is not
 */
export function readChannels(values: Values, argument: string, sample?: number, options?: ReadOptions): Channels {
  const numbers = readNumbers(values, argument, options);
  const { shape } = numbers;
  if (shape.length === 1) return channelsOf({ ...numbers, shape: [...shape, 1] });
  if (shape.length === 2) return channelsOf(numbers);
  if (shape.length === 3) return channelsOf(sampleOf(numbers, argument, sample));
  throw shapeError(argument, shape, '[time], [time, channels] or [batch, time, channels]');
}

/** The attribution of one sample: `[batch, time]` or `[batch, time, channels]`. */
export function readAttribution(values: Values, argument: string, sample?: number): Channels {
  const numbers = readNumbers(values, argument);
  const { shape } = numbers;
  if (shape.length !== 2 && shape.length !== 3)
    throw shapeError(argument, shape, '[batch, time, channels], or [batch, time] for all channels together');
  const [batch, steps, channels = 1] = shape;
  return channelsOf(sampleOf({ ...numbers, shape: [batch, steps, channels] }, argument, sample));
}

/** The only sample of a batch, or the one that is asked for. */
function sampleOf({ shape, data }: Numbers, argument: string, sample?: number): Numbers {
  const [batch, ...rest] = shape;
  if (batch > 1 && sample === undefined) {
    const expected = `one sample; say which, such as { sample: 0 }`;
    throw new ShapeError(`${argument} holds ${batch} samples; expected ${expected}.`, {
      argument,
      value: shape,
      expected,
    });
  }
  const at = batch === 1 ? 0 : sample!;
  if (!(Number.isInteger(at) && at >= 0 && at < batch)) {
    const expected = `an index of the ${batch} samples of ${argument}, 0 to ${batch - 1}`;
    throw new IndexError(`sample is ${describeValue(at)}; expected ${expected}.`, {
      argument: 'sample',
      value: at,
      expected,
    });
  }
  const size = sizeOf(rest);
  return { shape: rest, data: Array.prototype.slice.call(data, at * size, (at + 1) * size) };
}

function channelsOf({ shape: [steps, channels], data }: Numbers): Channels {
  return Array.from({ length: channels }, (_, channel) =>
    Array.from({ length: steps }, (_, step) => data[step * channels + channel]),
  );
}
