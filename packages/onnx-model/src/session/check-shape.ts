import { ShapeError } from 'xai-base';
import { describeValue, describeValues, type ValueInfo } from './value-info';

/** The shape `[batch, ..., channels]` as `[batch, channels, ...]`. */
export const withChannelsFirst = ([batch, ...rest]: readonly number[]): number[] => [
  batch,
  ...rest.slice(-1),
  ...rest.slice(0, -1),
];

/**
 * Checks a batch against what a model says of its input; the number of samples is free.
 *
 * @param shape the shape as it was given, channels last if `channelsFirst`
 * @throws {ShapeError} with the model's inputs, and what would make it fit
 */
export function checkBatchShape(
  shape: readonly number[],
  info: ValueInfo,
  inputs: readonly ValueInfo[],
  channelsFirst: boolean,
): void {
  const passed = channelsFirst ? withChannelsFirst(shape) : shape;
  if (shape[0] > 0 && fits(passed, info)) return;
  const after = channelsFirst ? `, with channels first [${passed.join(', ')}]` : '';
  const other = inputs.length > 1 ? ` All inputs: ${describeValues(inputs)}.` : '';
  const message =
    `${info.name} has shape [${shape.join(', ')}]${after}; the model takes ${describeValue(info)} ` +
    `(the first axis: any number of samples).${other}${wayOut(shape, info, channelsFirst)}`;
  throw new ShapeError(message, { argument: info.name, value: [...shape], expected: describeValue(info) });
}

function wayOut(shape: readonly number[], info: ValueInfo, channelsFirst: boolean): string {
  if (shape.length + 1 === info.shape.length) return ' For one sample: tf.expandDims(input, 0).';
  if (channelsFirst && fits(shape, info)) return ' The input has channels first already: leave channelsFirst out.';
  if (!channelsFirst && shape.length > 2 && fits(withChannelsFirst(shape), info))
    return ' For an input with channels last, load the model with { channelsFirst: true }.';
  return '';
}

/** Whether a sample's lengths fit. A model that does not say its rank takes any. */
const fits = ([, ...sample]: readonly number[], { shape: [batch, ...stated] }: ValueInfo): boolean =>
  batch === undefined ||
  (sample.length === stated.length &&
    stated.every((length, axis) => typeof length === 'string' || length === sample[axis]));
