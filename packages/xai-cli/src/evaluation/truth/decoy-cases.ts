import { argMax, concat, maximum, slice, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { type Model, toModelView } from 'xai-base';
import { type EvaluationBatch, ImportanceMassAccuracy } from 'xai-metrics';
import { Decoys } from 'xai-metrics/truth';
import { UsageError } from '../../errors/errors';
import type { KnownCase } from './known-case';

/** The user's model and images, of which pairs are made. */
export interface DecoySource {
  readonly model: Model;
  /** What the images are compared with, `[1, height, width, channels]`. */
  readonly background: Tensor;
  /** The images, in batches. */
  readonly images: AsyncIterable<EvaluationBatch>;
  readonly seed: number;
}

/** No more images and values are held. */
const [mostImages, mostValues] = [200, 2 ** 24];

/**
 * Pairs of the user's own images, of which one is explained and the other is of another class, as the user's own model says. The model reads both and takes, for each class,
 * the larger output, so that what speaks for the explained one is on its side alone, up to what the other side says of the same class.
 *
 * @throws {UsageError} for images that are all of one class, and models whose outputs are not `[batch, classes]`
 */
export async function decoys({ model, background, images, seed }: DecoySource): Promise<KnownCase[]> {
  const view = toModelView(model);
  const [, height, width, channels] = background.shape;
  const size = height * width * channels;
  const [values, classes]: [Float32Array[], number[]] = [[], []];
  for await (const { input } of images) {
    const room = Math.min(mostImages, Math.floor(mostValues / size)) - classes.length;
    if (room <= 0) break;
    const output = await view.predict(input);
    if (output.rank !== 2) {
      const { shape } = output;
      output.dispose();
      throw refused(
        `The model's output has the shape [${shape}]`,
        'a model of images that tells classes, [batch, classes]',
      );
    }
    const found = tidy(() => argMax(output, 1));
    output.dispose();
    const [own, labels] = [await input.data(), await found.data()];
    found.dispose();
    values.push(Float32Array.from(own.subarray(0, room * size)));
    classes.push(...Array.from(labels).slice(0, room));
  }
  const present = [...new Set(classes)].sort((one, other) => one - other);
  if (present.length < 2) throw refused(`The images are all of class ${present}`, 'images of at least two classes');
  const all = new Float32Array(classes.length * size);
  let at = 0;
  for (const some of values) {
    all.set(some, at);
    at += some.length;
  }
  const truth = new Decoys({
    images: all,
    labels: classes.map((found) => present.indexOf(found)),
    shape: [height, width, channels],
    tests: 'all',
    seed,
  });
  const half = (pairs: Tensor, side: number) => slice(pairs as Tensor4D, [0, 0, side * width, 0], [-1, -1, width, -1]);
  const read = (pairs: Tensor) =>
    tidy(() => maximum(view.forward(half(pairs, 0)), view.forward(half(pairs, 1))) as Tensor);
  const known = { model: read as Model, accuracy: 1, dispose: () => {} };
  const [least, most] = [
    all.reduce((low, value) => Math.min(low, value)),
    all.reduce((high, value) => Math.max(high, value)),
  ];
  return [
    {
      name: 'decoys, the model',
      modality: 'image',
      shape: truth.shape,
      contrast: most - least,
      metrics: [new ImportanceMassAccuracy()],
      training: 0,
      *data(count, batchSize) {
        for (const { target, ...batch } of truth.batches(count, { batchSize }))
          yield { ...batch, target: target.map((label) => present[label]) };
      },
      background: () => concat([background, background], 2),
      untrained: () => known,
      trained: async () => known,
    },
  ];
}

function refused(found: string, expected: string): UsageError {
  return new UsageError(`${found}; expected ${expected}.`, { argument: '--truth', value: 'decoys', expected });
}
