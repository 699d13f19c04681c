import { relu, reshape, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { RandomStream } from 'xai-base';
import * as exported from '../../src/index';
import { Metric, type MetricTask } from '../../src/index';

type Made = new () => Metric;

/** Settings that metrics need for small samples, or cannot do without. */
const settings: Record<string, () => Metric> = {
  TopKIntersection: () => new exported.TopKIntersection({ k: 3 }),
  RegionPerturbation: () => new exported.RegionPerturbation({ patchSize: 2 }),
  Selectivity: () => new exported.Selectivity({ patchSize: 2 }),
  Sufficiency: () => new exported.Sufficiency({ threshold: 0.9 }), // of few samples hardly any are near one another
  RelativeRepresentationStability: () =>
    new exported.RelativeRepresentationStability({ representation: (x: Tensor) => relu(reshape(x, [x.shape[0], -1])) }),
};

/** Every metric of the package, by its name, with its default settings where these will do. */
export const everyMetric: Record<string, () => Metric> = Object.fromEntries(
  Object.entries(exported)
    .filter(([, one]) => typeof one === 'function' && one.prototype instanceof Metric)
    .map(([name, one]) => [name, settings[name] ?? (() => new (one as Made)())]),
);

/** Normal random numbers. */
export function randomTensor(shape: number[], seed: number): Tensor {
  const stream = new RandomStream(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, () => stream.normal()),
    shape,
  );
}

/** Frees the tensors of a task. */
export function disposeTask(task: MetricTask): void {
  for (const one of Object.values(task)) (one as { dispose?(): void } | undefined)?.dispose?.();
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    (value) => {
      throw new Error(`resolved to ${value}`);
    },
    (error: Error) => error,
  );
}
