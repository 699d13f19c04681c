import { checkInput, ShapeError, type ValueError, wrongValue } from 'xai-base';
import type { MetricTask } from './metric-task';
import type { Samples } from './samples';

/** The attributions of a batch, sample by sample. */
export interface Attributions {
  /** How many there are in a sample. */
  readonly size: number;
  /** How many of them a position has. */
  readonly channels: number;
  /** Those of one sample, channels last. */
  row(sample: number): ArrayLike<number>;
}

/**
 * Reads and checks the explanations of a task.
 *
 * @throws {ValueError} when there are none, or when one is not finite
 * @throws {ShapeError} when they have another batch or other positions than the samples
 */
export async function readAttribution({ attribution }: MetricTask, samples: Samples): Promise<Attributions> {
  if (attribution === undefined) throw missing('attribution', 'the explanations, such as explanation.val');
  await checkInput(attribution, 'attribution');
  const { batch, shape, channels } = samples;
  const full = [batch, ...shape];
  const map = shape.length > 1 ? [...full.slice(0, -1), 1] : full;
  const given = String(attribution.shape);
  if (given !== String(full) && given !== String(map)) {
    const expected = `the input's shape [${full}]${shape.length > 1 ? `, or [${map}]` : ''}`;
    throw new ShapeError(`attribution has shape [${attribution.shape}]; expected ${expected}.`, {
      argument: 'attribution',
      value: attribution.shape,
      expected,
    });
  }
  const values = await attribution.data();
  const size = values.length / batch;
  return {
    size,
    channels: given === String(full) ? channels : 1,
    row: (sample) => values.subarray(sample * size, (sample + 1) * size),
  };
}

/**
 * As {@link readAttribution}, with one attribution for each feature of the input.
 *
 * @throws {ShapeError} for a map
 */
export async function readFeatureAttribution(task: MetricTask, samples: Samples): Promise<Attributions> {
  const attributions = await readAttribution(task, samples);
  if (attributions.size === samples.size) return attributions;
  const expected = `one attribution a feature, [${[samples.batch, ...samples.shape]}]`;
  const message = `attribution has shape [${task.attribution!.shape}]; expected ${expected}. Metrics of positions, such as Deletion, take maps.`;
  throw new ShapeError(message, { argument: 'attribution', value: task.attribution!.shape, expected });
}

/** The attributions of the positions of a sample: the sums over their channels. */
export function overChannels(row: ArrayLike<number>, channels: number): ArrayLike<number> {
  if (channels === 1) return row;
  return Float64Array.from({ length: row.length / channels }, (_, position) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += row[position * channels + channel];
    return sum;
  });
}

/** The error of a task that lacks something. */
export function missing(argument: string, what: string): ValueError {
  const expected = what;
  return wrongValue(argument, undefined, expected);
}
