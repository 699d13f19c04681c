import { checkInput, ShapeError, ValueError } from 'xai-base';
import type { MetricTask } from './metric-task';
import { missing } from './read-attribution';
import type { Samples } from './samples';

/**
 * Reads and checks the segments of a task: a label a position, `[batch, ...positions]`, with an axis of length 1 for the channels or without.
 *
 * @returns the labels of a sample
 * @throws {ValueError} when there are none, or when a label is not an integer of at least 0
 * @throws {ShapeError} when they do not fit the samples
 */
export async function readSegments(
  { segments }: MetricTask,
  { batch, shape, size, channels }: Samples,
): Promise<(sample: number) => ArrayLike<number>> {
  if (segments === undefined) throw missing('segments', 'the label of each position, such as those of superpixels');
  await checkInput(segments, 'segments');
  const places = [batch, ...(shape.length > 1 ? shape.slice(0, -1) : shape)];
  if (![String(places), String([...places, 1])].includes(String(segments.shape))) {
    const expected = `[${places}]`;
    const message = `segments has shape [${segments.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'segments', value: segments.shape, expected });
  }
  const labels = await segments.data();
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0);
  if (wrong !== undefined) {
    const expected = 'labels: integers of at least 0';
    throw new ValueError(`segments holds ${wrong}; expected ${expected}.`, {
      argument: 'segments',
      value: wrong,
      expected,
    });
  }
  const positions = size / channels;
  return (sample) => labels.subarray(sample * positions, (sample + 1) * positions);
}
