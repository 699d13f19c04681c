import { checkInput, ShapeError, sizeOf, ValueError } from 'xai-base';
import type { MetricTask } from './metric-task';
import { type Attributions, missing, overChannels, readAttribution } from './read-attribution';
import type { Samples } from './samples';

/** The attributions of a sample, with where the explained object is. */
export interface Located {
  readonly attribution: ArrayLike<number>;
  /** 1 inside and 0 outside, an entry an attribution. */
  readonly mask: ArrayLike<number>;
}

/**
 * Reads and checks the explanations and the masks of a task. Where the masks are of positions, so are the attributions: summed over the channels.
 *
 * @returns what there is of a sample
 * @throws {ValueError} when there are none, or when a mask holds anything but 0 and 1
 * @throws {ShapeError} when the masks do not fit the attributions
 */
export async function readLocated(task: MetricTask, samples: Samples): Promise<(sample: number) => Located> {
  const attributions = await readAttribution(task, samples);
  const { masks } = task;
  if (masks === undefined) throw missing('masks', 'where the explained objects are, 1 inside and 0 outside');
  await checkInput(masks, 'masks');
  const isOfPositions = fitting(masks.shape, attributions, samples);
  const values = await masks.data();
  const wrong = values.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) {
    const expected = '1 inside and 0 outside';
    throw new ValueError(`masks holds ${wrong}; expected ${expected}.`, { argument: 'masks', value: wrong, expected });
  }
  const size = values.length / samples.batch;
  return (sample) => ({
    attribution: overChannels(attributions.row(sample), isOfPositions ? attributions.channels : 1),
    mask: values.subarray(sample * size, (sample + 1) * size),
  });
}

/** Whether masks are of positions, in the place of features. */
function fitting(given: readonly number[], { size, channels }: Attributions, { batch, shape }: Samples): boolean {
  const places = shape.length > 1 ? shape.slice(0, -1) : shape;
  const full = shape.length > 1 ? [batch, ...places, channels] : [batch, ...places];
  if (String(given) === String(full) && sizeOf(full.slice(1)) === size) return false;
  const ofPositions = [
    [batch, ...places, 1],
    [batch, ...places],
  ];
  if (ofPositions.some((one) => String(one) === String(given))) return true;
  const expected = `the attribution's shape [${full}], or [${ofPositions[1]}]`;
  throw new ShapeError(`masks has shape [${given}]; expected ${expected}.`, {
    argument: 'masks',
    value: given,
    expected,
  });
}
