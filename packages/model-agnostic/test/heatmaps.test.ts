import '@tensorflow/tfjs-backend-cpu';
import { randomUniform, slice, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { plotTabular } from 'tabular-heatmaps';
import { heatmap } from 'vision-heatmaps';
import { analyze } from 'xai-base';
import { Columns, explainTabular, gridSegments, KernelSHAP, LIME, RISE } from '../src';

it('explanations of images are drawn like those of any analyzer, one picture a sample', async () => {
  const images = randomUniform([2, 6, 8, 3], 0, 1, 'float32', 1);
  const model = (x: Tensor) => sum(x, [1, 2]);
  const segmenter = gridSegments(2);
  const analyzers = [
    new RISE(model, { masks: 20, keepProbability: 0.5, featureResolution: 2 }),
    new LIME(model, { samples: 20, segmenter }),
    new KernelSHAP(model, { segmenter }),
  ];
  for (const analyzer of analyzers) {
    const explanation = await analyze(images, analyzer);
    const pictures = await heatmap(explanation);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [8, 6],
      [8, 6],
    ]);
    explanation.dispose();
  }
  images.dispose();
});

it('RISE is drawn over the image, from the least saliency to the largest', async () => {
  const image = randomUniform([1, 8, 8, 1], 0.5, 1, 'float32', 1);
  const corner = (x: Tensor) => sum(slice(x, [0, 0, 0, 0], [-1, 4, 4, 1]), [1, 2]);
  const rise = new RISE(corner, { masks: 300, keepProbability: 0.5, featureResolution: 2, seed: 1 });
  const explanation = await analyze(image, rise);
  expect(explanation.heatmap).toBe('cam');
  const [plain] = await heatmap(explanation);
  const [asAttribution] = await heatmap({ ...explanation, heatmap: 'attribution' });
  expect(plain.data).not.toEqual(asAttribution.data);
  explanation.dispose();
  image.dispose();
});

/** A model of plain functions, a row at a time. */
const modelOf = (f: (row: number[]) => number) => async (x: Tensor) =>
  tensor2d(((await x.array()) as number[][]).map((row) => [f(row)]));

it('columns that were explained together have one bar, with the name of their group, and bars add up to the output', async () => {
  const rows = [[0, 1, 0, 0, 1], [1, 0, 1, 0, 0], [2, 0, 0, 1, 3], [1, 1, 0, 0, 2]]; // biome-ignore format: a table
  const background = tensor2d(rows);
  const groups = [[0], [1, 2, 3], [4]];
  const perturbation = new Columns({ background, groups, names: ['size', 'colour', 'age'] });
  const model = modelOf((r) => 3 * r[0] * (r[1] + 2 * r[2] + 5 * r[3]) + r[4]);
  const options = { method: 'KernelSHAP', mode: 'regression', perturbation } as const;
  const [explanation] = await explainTabular(model, [2, 0, 0, 1, 4], options);
  const plot = plotTabular(explanation, undefined, { style: 'waterfall' });
  expect(plot.bars.map(({ name, is, value }) => [name, is, Number(value.toFixed(6))])).toEqual([
    ['colour', undefined, 10.875],
    ['size', '2', 9.375],
    ['age', '4', 2.5],
  ]);
  const svg = plot.toSVG();
  for (const text of ['>prediction<', '>34<', '>expected value<', '>11.25<']) expect(svg).toContain(text);
  expect(svg).not.toContain('Does not add up');
  explanation.dispose();
  background.dispose();
});

it('a waterfall of log odds adds up to the log odds of the output, and its axis says so', async () => {
  const background = tensor2d([[0, 0, 1], [1, 1, 0], [0.5, 2, 1]]); // biome-ignore format: a table
  const model = modelOf(([a, b, c]) => 1 / (1 + Math.exp(-(a - 2 * b + a * c))));
  const options = { method: 'KernelSHAP', mode: 'regression', link: 'logit', trainingData: background } as const;
  const [explanation] = await explainTabular(model, [2, 1, 1], options);
  const svg = plotTabular(explanation, ['a', 'b', 'c'], { style: 'waterfall' }).toSVG();
  for (const text of ['>prediction<', '>2<', '>log odds of output 0<']) expect(svg).toContain(text);
  expect(svg).not.toContain('Does not add up');
  explanation.dispose();
  background.dispose();
});

it("LIME's ranges stay in the picture where columns get names and values", async () => {
  const trainingData = tensor2d(Array.from({ length: 80 }, (_, at) => [0.0001 * (at % 10), 100000 + 100 * at]));
  const options = { method: 'LIME', mode: 'regression', trainingData, samples: 200, seed: 1 } as const;
  const [explanation] = await explainTabular(modelOf(([leak]) => leak), [0.0002, 102500], options); // biome-ignore format: one idea
  const [own] = (explanation.extras?.featureNames ?? []) as string[][];
  const { bars } = plotTabular(explanation, ['leak', 'salary'], { featureValues: [0.0002, 102500] });
  expect(bars.map(({ name, is }) => [name.replace(/leak|salary/, ''), is]).toSorted()).toEqual(
    own.map((range, column) => [range.replace(new RegExp(`(^|< )${column}(?= )`), '$1'), undefined]).toSorted(),
  );
  for (const { name } of bars) expect(name).toMatch(/(leak|salary) (<=|>) \S+$/);
  explanation.dispose();
  trainingData.dispose();
});
