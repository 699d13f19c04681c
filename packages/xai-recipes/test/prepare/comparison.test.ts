import path from 'node:path';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { ComparisonRecipe, Files } from '../../src';
import { guessRecipe, open, prepare, type Recipe, readRows } from '../../src';
import { folderFiles } from '../../src/node';
import { useCpu } from '../support/use-cpu';

const models = path.join(__dirname, '../../../xai-cli/models');
let files: Files;

beforeAll(async () => {
  await useCpu();
  files = await folderFiles(models);
});

/** The guess for the model of temperatures, compared with something else. */
async function recipeOf(comparedWith: ComparisonRecipe): Promise<Recipe> {
  const guess = guessRecipe(await open(files, { source: 'temperature/model.json' }));
  return { ...guess, method: { name: 'KernelSHAP' }, comparedWith };
}

const rows = 'temperature/background.csv';

/** What KernelSHAP expects without any feature, what the input was compared with, and the model's answer to some rows. */
async function found(comparedWith: ComparisonRecipe, asked: readonly number[][]) {
  const prepared = await prepare(await recipeOf(comparedWith), { files });
  const explanation = await prepared.explain({ file: 'temperature/samples.csv', row: 0 });
  const [expected] = explanation.extras!.expectedValue as number[];
  const about = prepared.about(explanation).comparedWith;
  const input = tensor2d(asked as number[][]);
  const output = (prepared.loaded.model as { predict(input: Tensor): Tensor }).predict(input);
  const answers = Array.from(await output.data());
  for (const one of [explanation, input, output]) one.dispose();
  await prepared.dispose();
  return { expected, about, answers };
}

const numbers = async () => (await readRows(files, rows)).rows.map((row) => row.slice(0, 6).map(Number));

/** The middle of each column; of the city, which is a category, the most frequent one. */
async function columns(middle: (values: number[]) => number) {
  const table = await numbers();
  const cities = table.map(([city]) => city);
  const [, ...others] = table[0].map((_, at) => middle(table.map((row) => row[at])));
  return [cities.filter((city) => city === 1).length > cities.length / 2 ? 1 : 0, ...others];
}

test('the medians of the columns stand for the rows', async () => {
  const medians = await columns((values) => {
    const sorted = values.toSorted((a, b) => a - b);
    const half = sorted.length / 2;
    return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  });
  const { expected, about, answers } = await found({ rows, summary: 'medians' }, [medians]);
  expect(expected).toBeCloseTo(answers[0], 4);
  expect(about).toMatch(/^the typical row \(medians, .*background\.csv$/);
});

test('the means of the columns stand for the rows', async () => {
  const means = await columns((values) => values.reduce((sum, one) => sum + one, 0) / values.length);
  const { expected, about, answers } = await found({ rows, summary: 'means' }, [means]);
  expect(expected).toBeCloseTo(answers[0], 4);
  expect(about).toMatch(/^the typical row \(means/);
});

test('so many rows stand for all, or all for themselves', async () => {
  const table = await numbers();
  const some = await found({ rows, summary: 5 }, table);
  expect(some.about).toBe(`5 rows that stand for ${table.length} rows of ${rows}`);
  const mean = some.answers.reduce((sum, one) => sum + one, 0) / table.length;
  expect(some.expected).not.toBeCloseTo(mean, 6);
  const all = await found({ rows, summary: table.length }, table);
  expect(all.about).toBe(`${table.length} rows of ${rows}`);
  expect(all.expected).toBeCloseTo(mean, 4);
});

test('the medians of the channels stand for a series', async () => {
  const guess = guessRecipe(await open(files, { source: 'seasons/model.json' }));
  const method = { name: 'IntegratedGradients', steps: 2 };
  const recipe: Recipe = { ...guess, method, comparedWith: { summary: 'medians' } };
  const prepared = await prepare(recipe, { files });
  const item = 'seasons/samples/summer.csv';
  const explanation = await prepared.explain(item);
  expect(prepared.about(explanation).comparedWith).toMatch(/^the median of each channel/);
  explanation.dispose();
  const many = await prepared.with({ ...recipe, comparedWith: { summary: 3 } });
  await expect(many.explain(item)).rejects.toThrow(/recipe\.comparedWith\.summary is 3; expected means or medians/);
  await many.dispose();
  await prepared.dispose();
});

test('what stands for no rows is an error', async () => {
  const prepared = await prepare(await recipeOf({ summary: 'medians' }), { files });
  const explaining = prepared.explain({ file: 'temperature/samples.csv', row: 0 });
  await expect(explaining).rejects.toThrow(/summary is "medians"; expected recipe\.comparedWith\.rows beside it/);
  await prepared.dispose();
});
