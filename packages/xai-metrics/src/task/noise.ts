import { checkInput, ShapeError } from 'xai-base';
import { sampleStream } from '../numbers/sample-stream';
import type { MetricOptions, MetricTask } from './metric-task';
import type { Samples } from './samples';

/** What is added to samples. */
export interface Noise {
  /** How many draws each sample has. */
  readonly draws: number;
  /** One of them, a number a feature. */
  of(sample: number, draw: number): ArrayLike<number>;
}

/** How noise is drawn where the task brings none: how often, and a sampler of one number. */
export interface Drawing {
  readonly metric: string;
  readonly draws: number;
  readonly next: (stream: ReturnType<typeof sampleStream>) => number;
}

/**
 * The noise of a task, `[batch, draws, ...]`, or drawn noise: that of a sample depends on the seed, the metric and the sample's number alone.
 *
 * @throws {ShapeError} when the noise of the task has another shape
 */
export async function noiseOf(
  { noise }: MetricTask,
  samples: Samples,
  options: MetricOptions,
  drawing: Drawing,
): Promise<Noise> {
  const { batch, size, shape } = samples;
  if (noise === undefined) return drawnNoise(samples, options, drawing);
  await checkInput(noise, 'noise');
  const [given, draws, ...rest] = noise.shape;
  if (given !== batch || String(rest) !== String(shape)) {
    const expected = `[${[batch, 'draws', ...shape]}]`;
    const message = `noise has shape [${noise.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'noise', value: noise.shape, expected });
  }
  const values = await noise.data();
  return {
    draws,
    of: (sample, draw) => values.subarray((sample * draws + draw) * size, (sample * draws + draw + 1) * size),
  };
}

function drawnNoise({ batch, size }: Samples, options: MetricOptions, { metric, draws, next }: Drawing): Noise {
  const { seed = 0, firstSample = 0 } = options;
  const drawn = Array.from({ length: batch }, (_, sample) => {
    const stream = sampleStream(seed, metric, firstSample + sample);
    return Float32Array.from({ length: draws * size }, () => next(stream));
  });
  return { draws, of: (sample, draw) => drawn[sample].subarray(draw * size, (draw + 1) * size) };
}
