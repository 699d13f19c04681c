import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInput, ShapeError, ValueError } from 'xai-base';
import { drawSubset, sampleStream } from '../../numbers/sample-stream';
import type { MetricOptions } from '../../task/metric-task';
import type { Samples } from '../../task/samples';

/** Subsets of one size of the features of each sample. */
export interface Subsets {
  /** How many each sample has. */
  readonly runs: number;
  /** The flat indices of one of them. */
  of(sample: number, run: number): ArrayLike<number> & Iterable<number>;
}

/**
 * Reads and checks given subsets, `[batch, runs, size]`.
 *
 * @throws {ShapeError} for another rank or batch
 * @throws {ValueError} for what is no index of a feature, and for a feature that is twice in a subset
 */
export async function readSubsets(subsets: Tensor, { batch, size: features }: Samples): Promise<Subsets> {
  await checkInput(subsets, 'subsets');
  const [given, runs, size] = subsets.shape;
  if (subsets.rank !== 3 || given !== batch) {
    const expected = `[${batch}, runs, size]`;
    const message = `subsets has shape [${subsets.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'subsets', value: subsets.shape, expected });
  }
  const values = await subsets.data();
  const of = (sample: number, run: number) =>
    values.subarray((sample * runs + run) * size, (sample * runs + run + 1) * size);
  for (let sample = 0; sample < batch; sample++)
    for (let run = 0; run < runs; run++) checkSubset(of(sample, run), features);
  return { runs, of };
}

function checkSubset(subset: ArrayLike<number>, features: number): void {
  const indices = Array.from(subset);
  const wrong = indices.find(
    (index, k) => !Number.isInteger(index) || index < 0 || index >= features || indices.indexOf(index) < k,
  );
  if (wrong === undefined) return;
  const expected = `flat indices from 0 to ${features - 1}, each once in a subset`;
  throw new ValueError(`subsets holds ${wrong}; expected ${expected}.`, {
    argument: 'subsets',
    value: wrong,
    expected,
  });
}

/** Draws subsets of one size; those of a sample depend on the seed, the metric, the size and the sample's number alone, so that all methods share them. */
export function drawnSubsets(
  metric: string,
  runs: number,
  size: number,
  samples: Samples,
  options: MetricOptions,
): Promise<Subsets> {
  const draw = async () => drawn(metric, runs, size, samples, options);
  return options.shared?.onceInBatch(`subsets/${metric}/${runs}/${size}`, draw) ?? draw();
}

function drawn(
  metric: string,
  runs: number,
  size: number,
  { batch, size: features }: Samples,
  { seed = 0, firstSample = 0 }: MetricOptions,
): Subsets {
  if (size > features) {
    const expected = `at most ${features}, as many as a sample has features`;
    throw new ValueError(`A subset of ${size} features; expected ${expected}.`, {
      argument: 'size',
      value: size,
      expected,
    });
  }
  const all = Array.from({ length: batch }, (_, sample) => {
    const stream = sampleStream(seed, `${metric}/${size}`, firstSample + sample);
    return Array.from({ length: runs }, () => drawSubset(stream, features, size));
  });
  return { runs, of: (sample, run) => all[sample][run] };
}
