import { add, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { describeValue, forEachBatch, sliceSelector, TensorBag, toSelector, ValueError } from 'xai-base';
import { explainRows } from '../../task/explained-rows';
import { keyOf } from '../../task/key-of';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import { type Noise, noiseOf } from '../../task/noise';
import { missing } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';
import type { SensitivitySettings } from './sensitivity-settings';

const defaultBatchSize = 64;
const eps = 1e-6; // stands in for zeros that are divided by

/** How far a neighbour is from its sample, and its explanation from the sample's. */
export interface Neighbour {
  /** `||e(x') - e(x)||`, 2-norm. */
  readonly explanation: number;
  /** The same in the 1-norm. */
  readonly explanationSum: number;
  /** `||(e(x) - e(x')) / e(x)||`, 2-norm. */
  readonly relativeExplanation: number;
  /** `||e(x)||`, 2-norm. */
  readonly clean: number;
  /** `||x' - x||`, 2-norm. */
  readonly input: number;
  /** `||(x - x') / x||`, 2-norm. */
  readonly relativeInput: number;
  /** `||h(x) - h(x')||`, 2-norm of all outputs. */
  readonly output: number;
}

/**
 * Explains neighbours of each sample: what metrics of robustness have in common, and share. The output that is explained stays that of the unchanged sample.
 *
 * @returns `[batch][draws]`
 */
export function neighboursOf(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { draws = 10, radius = 0.02 }: SensitivitySettings,
): Promise<Neighbour[][]> {
  const compute = () => explainNeighbours(task, samples, options, { draws, radius });
  return options.shared?.once(`neighbours/${keyOf({ draws, radius })}`, compute) ?? compute();
}

/** What is added to samples to make neighbours of them; the same for all metrics of robustness. */
export function neighbourNoise(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { draws = 10, radius = 0.02 }: SensitivitySettings,
): Promise<Noise> {
  const next = (stream: { uniform(): number }) => radius * (2 * stream.uniform() - 1);
  return noiseOf(task, samples, options, { metric: 'Sensitivity', draws, next });
}

async function explainNeighbours(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  settings: SensitivitySettings,
): Promise<Neighbour[][]> {
  const { input, analyzer } = task;
  if (analyzer === undefined) throw missing('analyzer', 'the method that explains, such as new Gradient(model)');
  if (analyzer.readsIndices !== undefined) {
    const expected = 'a method whose model reads quantities';
    const message = `The noise would be added to indices: ${analyzer.readsIndices}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'analyzer', value: describeValue(analyzer), expected });
  }
  const noise = await neighbourNoise(task, samples, options, settings);
  const neighbours: Neighbour[][] = Array.from({ length: samples.batch }, () => []);
  const { batchSize = defaultBatchSize, signal, onProgress } = options;
  const total = samples.batch * noise.draws;
  const [batch, ...rest] = input.shape;
  let done = 0;
  await forEachBatch(batch, { batchSize, signal }, async (begin, size) => {
    const bag = new TensorBag();
    try {
      const some = bag.add(slice(input, begin, size));
      const target = task.target === undefined ? undefined : sliceSelector(toSelector(task.target, input), begin, size);
      const clean = await explainRows(some, analyzer, target, options);
      for (let draw = 0; draw < noise.draws; draw++) {
        const noisy = bag.add(withNoise(some, noise, begin, draw, [size, ...rest]));
        const moved = await explainRows(noisy, analyzer, target ?? clean.selection, options);
        bag.free(noisy);
        for (let row = 0; row < size; row++) {
          const [e, near] = [clean.row(row), moved.row(row)];
          const [x, added] = [samples.row(begin + row), noise.of(begin + row, draw)];
          neighbours[begin + row].push({
            ...explanationDistance(e, near),
            input: norm(added.length, (k) => added[k]),
            relativeInput: relativeNorm(x, added.length, (k) => added[k]),
            output: distance(clean.outputs(row), moved.outputs(row)),
          });
        }
        done += size;
        onProgress?.({ done, total });
      }
    } finally {
      bag.dispose();
    }
  });
  return neighbours;
}

function explanationDistance(e: ArrayLike<number>, near: ArrayLike<number>) {
  let sum = 0;
  for (let k = 0; k < e.length; k++) sum += Math.abs(near[k] - e[k]);
  return {
    explanation: distance(e, near),
    explanationSum: sum,
    relativeExplanation: relativeNorm(e, e.length, (k) => near[k] - e[k]),
    clean: norm(e.length, (k) => e[k]),
  };
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return norm(a.length, (k) => b[k] - a[k]);
}

/** The 2-norm of changes over what changes, whose zeros count as a small number. */
export function relativeNorm(values: ArrayLike<number>, length: number, change: (k: number) => number): number {
  return norm(length, (k) => change(k) / (values[k] === 0 ? eps : values[k]));
}

function norm(length: number, value: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += value(k) ** 2;
  return Math.sqrt(sum);
}

function withNoise(some: Tensor, noise: Noise, begin: number, draw: number, shape: number[]): Tensor {
  const size = some.size / shape[0];
  const values = new Float32Array(some.size);
  for (let row = 0; row < shape[0]; row++) values.set(noise.of(begin + row, draw), row * size);
  return tidy(() => add(some, tensor(values, shape)));
}
