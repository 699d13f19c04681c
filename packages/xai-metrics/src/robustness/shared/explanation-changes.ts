import { add, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type Analyzer,
  analyze,
  describeValue,
  forEachBatch,
  type OutputSelection,
  ShapeError,
  sliceSelector,
  TensorBag,
  toSelector,
  ValueError,
} from 'xai-base';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import { type Noise, noiseOf } from '../../task/noise';
import { missing } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';
import type { SensitivitySettings } from './sensitivity-settings';

const defaultBatchSize = 64;

/**
 * By how much the explanation of each sample changes when noise is added to it: `||e(x + noise) - e(x)|| / ||e(x)||`, 2-norms, `[batch][draws]`. The
 * output that is explained stays that of the unchanged sample. NaN where the explanation of the unchanged sample is 0 everywhere.
 */
export async function explanationChanges(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { draws = 10, radius = 0.02 }: SensitivitySettings,
): Promise<Float64Array[]> {
  const { input, analyzer } = task;
  if (analyzer === undefined) throw missing('analyzer', 'the method that explains, such as new Gradient(model)');
  if (analyzer.readsIndices !== undefined) {
    const expected = 'a method whose model reads quantities';
    const message = `The noise would be added to indices: ${analyzer.readsIndices}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'analyzer', value: describeValue(analyzer), expected });
  }
  const noise = await noiseOf(task, samples, options, {
    metric: 'Sensitivity',
    draws,
    next: (stream) => radius * (2 * stream.uniform() - 1),
  });
  const changes = Array.from({ length: samples.batch }, () => new Float64Array(noise.draws));
  const { batchSize = defaultBatchSize, signal, onProgress } = options;
  const total = samples.batch * noise.draws;
  const [batch, ...rest] = input.shape;
  let done = 0;
  await forEachBatch(batch, { batchSize, signal }, async (begin, size) => {
    const bag = new TensorBag();
    try {
      const some = bag.add(slice(input, begin, size));
      const target = task.target === undefined ? undefined : sliceSelector(toSelector(task.target, input), begin, size);
      const clean = await explained(some, analyzer, target, options);
      for (let draw = 0; draw < noise.draws; draw++) {
        const noisy = bag.add(withNoise(some, noise, begin, draw, [size, ...rest]));
        const moved = await explained(noisy, analyzer, target ?? clean.selection, options);
        bag.free(noisy);
        for (let row = 0; row < size; row++) changes[begin + row][draw] = change(moved.rows(row), clean.rows(row));
        done += size;
        onProgress?.({ done, total });
      }
    } finally {
      bag.dispose();
    }
  });
  return changes;
}

async function explained(
  input: Tensor,
  analyzer: Analyzer,
  target: OutputSelection | undefined,
  { signal, seed, executor, batchSize }: MetricOptions,
) {
  const explanation = await analyze(input, analyzer, target, { signal, seed, executor, batchSize });
  try {
    const [batch] = input.shape;
    const { val, outputSelection } = explanation;
    if (val.shape[0] !== batch) {
      const expected = `one explanation a sample, [${batch}, ...]`;
      const message = `${analyzer.name} gave explanations of shape [${val.shape}]; expected ${expected}.`;
      throw new ShapeError(message, { argument: 'analyzer', value: val.shape, expected });
    }
    const size = val.size / batch;
    const values = await val.data();
    return {
      selection: outputSelection,
      rows: (row: number) => values.subarray(row * size, (row + 1) * size) as ArrayLike<number>,
    };
  } finally {
    explanation.dispose();
  }
}

function withNoise(some: Tensor, noise: Noise, begin: number, draw: number, shape: number[]): Tensor {
  const size = some.size / shape[0];
  const values = new Float32Array(some.size);
  for (let row = 0; row < shape[0]; row++) values.set(noise.of(begin + row, draw), row * size);
  return tidy(() => add(some, tensor(values, shape)));
}

function change(moved: ArrayLike<number>, clean: ArrayLike<number>): number {
  let [distance, norm] = [0, 0];
  for (let k = 0; k < clean.length; k++) {
    distance += (moved[k] - clean[k]) ** 2;
    norm += clean[k] ** 2;
  }
  return norm === 0 ? Number.NaN : Math.sqrt(distance / norm);
}
