import path from 'node:path';
import { slice, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { heatmap, type RGBAImage, type Sheet, sheet } from 'vision-heatmaps';
import { writePng } from 'vision-heatmaps/png';
import { analyze, TensorBag } from 'xai-base';
import { RandomAttribution } from 'xai-metrics';
import { type KnownBatch, XAITris } from 'xai-metrics/truth';
import { methodsFor } from '../methods/methods-for';
import { decoys } from '../studies/digits';
import { photograph } from '../studies/photograph';

const scenarios = ['linear', 'multiplicative', 'rigid', 'xor'] as const;
const backgrounds = ['white', 'correlated', 'natural'] as const;

/** Pictures of samples: what is asked, and what methods answer where no training is needed. */
export async function writeSheets(folder: string): Promise<void> {
  await writePng(await ofTetrominoes(), path.join(folder, 'tetrominoes.png'));
  await writePng(await ofDecoys(), path.join(folder, 'decoys.png'));
}

/** One of each class, and the mask of the second. */
async function ofTetrominoes(): Promise<Sheet> {
  const photographs = [await photograph()];
  const rows = [8, 64] as const;
  const cells = rows.flatMap((size) =>
    scenarios.map((scenario) =>
      backgrounds.flatMap((background) => {
        const truth = new XAITris({ scenario, background, size, photographs, seed: 1 });
        const [first, second] = [truth.sample(0), truth.sample(1)];
        return [gray(first.values, size, -1, 1), gray(second.values, size, -1, 1), gray(second.mask, size, 0, 1)];
      }),
    ),
  );
  const columns = backgrounds.flatMap((background) => [`${background}: T`, 'L', 'truth of L']);
  const names = rows.flatMap((size) => scenarios.map((scenario) => `${scenario}, ${size} x ${size}`));
  return sheet({ title: 'Tetrominoes', rows: names, columns, cells, cellSize: 80 });
}

/** Pairs of digits, explained by every method. */
async function ofDecoys(): Promise<Sheet> {
  const study = decoys();
  const { model } = await study.models['two LeNets']();
  const bag = new TensorBag();
  try {
    const { pairs, target } = await firstOf(study.data(4) as Iterable<KnownBatch>, 4);
    bag.add(pairs);
    const background = bag.add(zeros([1, ...study.shape]));
    const made = methodsFor({ ...study, model, background, bag });
    const methods: typeof made = { ...made, random: (other) => new RandomAttribution(other) };
    const values = await pairs.data();
    const [height, width] = study.shape;
    const shown = Array.from({ length: target.length }, (_, k) =>
      gray(values.subarray(k * height * width, (k + 1) * height * width), [height, width], 0, 1),
    );
    const cells: RGBAImage[][] = [shown];
    for (const make of Object.values(methods)) {
      const explanation = await analyze(pairs, make(model), target, { seed: 1 });
      cells.push([...(await heatmap(explanation))]);
      explanation.dispose();
    }
    return sheet({
      title: 'Pairs of digits: of each, the named one is explained',
      rows: ['input', ...Object.keys(methods)],
      columns: target.map((digit) => `a ${digit}`),
      cells,
      cellSize: { width: 168, height: 84 },
      colorbar: { colormap: 'seismic', low: 'speaks against', high: 'speaks for' },
    });
  } finally {
    bag.dispose();
    model.dispose?.();
  }
}

/** Some samples of a stream, whose batches are gone when they have been looked at. */
async function firstOf(data: Iterable<KnownBatch>, count: number): Promise<{ pairs: Tensor; target: number[] }> {
  for (const { input, target } of data)
    return { pairs: tidy(() => slice(input, 0, count)), target: target.slice(0, count) };
  throw new Error('There are no samples.');
}

function gray(values: ArrayLike<number>, sides: number | readonly number[], black: number, white: number): RGBAImage {
  const [height, width] = typeof sides === 'number' ? [sides, sides] : sides;
  const shades = Array.from({ length: height * width }, (_, k) => (255 * (values[k] - black)) / (white - black));
  return { width, height, data: Uint8ClampedArray.from(shades.flatMap((shade) => [shade, shade, shade, 255])) };
}
