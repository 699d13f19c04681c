import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import type { Cell } from '../../src/state/dashboard-state';
import { drop, type OpenDashboard, openDashboard, opened, settled, stateOf } from '../support/open-dashboard';

const packages = path.join(__dirname, '../../..');
const models = path.join(packages, 'xai-cli/models');
const read = (...parts: string[]) => new Uint8Array(readFileSync(path.join(...parts)));

let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
  await settled(dashboard.page);
});

afterAll(() => dashboard?.close());

/** What the cells say: statuses, and of those that failed why. */
async function found(): Promise<string[]> {
  await settled(dashboard.page);
  const { cells } = await stateOf(dashboard.page);
  return Object.values(cells).map((cell: Cell) => (cell.status === 'failed' ? cell.problem : cell.status));
}

const png = (side: number, channels: 3 | 1 = 3) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#c04020' } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png()
    .toBuffer();

test('a layers-model and an image', async () => {
  const { page } = dashboard;
  await drop(page, {
    'model.json': read(models, 'lenet/model.json'),
    'weights.bin': read(models, 'lenet/weights.bin'),
    'four.png': read(models, 'digits/4.png'),
  });
  const { recipe, model } = await opened(page, 'model.json');
  expect(model?.outline.format).toBe('layers-model');
  expect(recipe?.reasons?.['recipe.input.kind']).toContain('28');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length === 1);
  expect(await found()).toEqual(['done']);
  const [cell] = Object.values((await stateOf(page)).cells);
  expect(cell.status === 'done' && cell.explained.explanation.outputSelection).toEqual([4]);
});

test('images of other kinds, and of another size', async () => {
  const { page } = dashboard;
  const image = sharp(read(models, 'digits/4.png') as Buffer).resize(56, 56);
  await drop(page, { 'four.jpg': await image.jpeg().toBuffer(), 'four.webp': await image.webp().toBuffer() });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length === 3);
  for (const item of [1, 2]) {
    await page.evaluate((at) => document.querySelector('xai-dashboard')!.dashboard!.chooseItem(at), item);
    expect(await found()).toEqual(['done']);
    const [cell] = Object.values((await stateOf(page)).cells);
    expect(cell.status === 'done' && cell.explained.explanation.outputSelection).toEqual([4]);
  }
});

test('names of the outputs', async () => {
  const { page } = dashboard;
  await drop(page, { 'labels.txt': 'zero one two three four five six seven eight nine'.replaceAll(' ', '\n') });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.recipe?.labels);
  expect(await found()).toEqual(['done']);
  const [cell] = Object.values((await stateOf(page)).cells);
  expect(cell.status === 'done' && cell.explained.labels?.[4]).toBe('four');
});

test('a graph-model and an image', async () => {
  const { page } = dashboard;
  const file = writeGraphModel(mkdtempSync(path.join(tmpdir(), 'xai-graph-')));
  await drop(page, {
    'graph/model.json': read(file),
    'graph/weights.bin': read(path.dirname(file), 'weights.bin'),
    'red.png': await png(2),
  });
  expect((await opened(page, 'graph/model.json')).model?.outline.format).toBe('graph-model');
  expect(await found()).toEqual(['done']);
});

test('an ONNX model with its data in another file', async () => {
  const { page } = dashboard;
  const fixtures = path.join(packages, 'xai-cli/test/fixtures');
  await drop(page, {
    'external.onnx': read(fixtures, 'external.onnx'),
    'external.bin': read(fixtures, 'external.bin'),
  });
  const { recipe } = await opened(page, 'external.onnx');
  expect(recipe?.model.externalData).toBe(true);
});

test('an ONNX model of series and a series as CSV', async () => {
  const { page } = dashboard;
  await drop(page, {
    'seasons.onnx': read(models, 'seasons/seasons.onnx'),
    'july.csv': read(models, 'seasons/samples/summer.csv'),
  });
  const { recipe } = await opened(page, 'seasons.onnx');
  expect(recipe?.input).toMatchObject({ kind: 'series' });
  expect(await found()).toEqual(['done']);
});

test('a model of tables and its rows as CSV', async () => {
  const { page } = dashboard;
  await drop(page, {
    'penguins.onnx': read(models, 'penguins/penguins.onnx'),
    'rows.csv': read(models, 'penguins/samples.csv'),
  });
  const { items } = await opened(page, 'penguins.onnx')
    .then(() => found())
    .then(() => stateOf(page));
  expect(items.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5].map((row) => `rows.csv, row ${row}`));
});

test('a transformer with its tokenizer, and a text', async () => {
  const { page } = dashboard;
  await drop(page, {
    'mail/model.onnx': read(models, 'mails/model.onnx'),
    'mail/tokenizer.json': read(models, 'mails/tokenizer.json'),
    'mail/tokenizer_config.json': read(models, 'mails/tokenizer_config.json'),
    'bye.txt': 'so long',
  });
  const { recipe } = await opened(page, 'mail/model.onnx');
  expect(recipe?.input).toMatchObject({ kind: 'text', tokenizer: 'mail/tokenizer.json' });
  expect(await found()).toEqual(['done']);
});

test.each(['image.keras', 'image.h5'])('what Keras saved as %s', async (name) => {
  const { page } = dashboard;
  await drop(page, { [name]: read(packages, 'xai-recipes/test/fixtures/keras', name) });
  expect((await opened(page, name)).model?.outline.format).toBe('layers-model');
});

test('of the samples that a description names, those that are there', async () => {
  const { page } = dashboard;
  await drop(page, {
    'own/model.json': read(models, 'seasons/model.json'),
    'own/weights.bin': read(models, 'seasons/weights.bin'),
    'own/meta.json': read(models, 'seasons/meta.json'),
    'own/background.csv': read(models, 'seasons/background.csv'),
    'own/samples/winter.csv': read(models, 'seasons/samples/winter.csv'),
  });
  const { items } = await opened(page, 'own/model.json');
  expect(items[0]).toMatchObject({ file: 'own/samples/winter.csv', label: 'winter.csv: winter' });
  expect(items.filter(({ label }) => label.includes(':'))).toHaveLength(1);
});

test('the page has nothing to complain of', () => {
  expect(dashboard.complaints).toEqual([]);
});
