import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import { act, dashboardOfTests, drop, opened, outcomes, stateOf } from '../support/open-dashboard';

const packages = path.join(__dirname, '../../..');
const models = path.join(packages, 'xai-cli/models');
const read = (...parts: string[]) => readFileSync(path.join(...parts));

const dashboard = dashboardOfTests();

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
  expect(await outcomes(page)).toEqual(['done']);
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
    expect(await outcomes(page)).toEqual(['done']);
    const [cell] = Object.values((await stateOf(page)).cells);
    expect(cell.status === 'done' && cell.explained.explanation.outputSelection).toEqual([4]);
  }
});

test('names of the outputs', async () => {
  const { page } = dashboard;
  await drop(page, { 'labels.txt': 'zero one two three four five six seven eight nine'.replaceAll(' ', '\n') });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.recipe?.labels);
  expect(await outcomes(page)).toEqual(['done']);
  const [cell] = Object.values((await stateOf(page)).cells);
  expect(cell.status === 'done' && cell.explained.labels?.[4]).toBe('four');
});

test('names of the outputs as JSON, by their numbers', async () => {
  const { page } = dashboard;
  const names = 'nil one two three vier five six seven eight nine'.split(' ');
  await drop(page, { 'labels.json': JSON.stringify(Object.fromEntries(names.map((name, at) => [at, name]))) });
  await page.waitForFunction(() =>
    JSON.stringify(document.querySelector('xai-dashboard')!.dashboard!.state.recipe?.labels).includes('labels.json'),
  );
  expect(await outcomes(page)).toEqual(['done']);
  const [cell] = Object.values((await stateOf(page)).cells);
  expect(cell.status === 'done' && cell.explained.labels?.[4]).toBe('vier');
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
  expect(await outcomes(page)).toEqual(['done']);
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
  expect(await outcomes(page)).toEqual(['done']);
});

/** The numbers of a table of text as NumPy writes them. */
function npyOf(csv: string, columns: readonly string[]): Uint8Array {
  const [names, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const rows = lines.map((line) => columns.map((column) => Number(line[names.indexOf(column)])));
  const shape = `(${rows.length}, ${columns.length})`;
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117).concat('\n');
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]);
  return Buffer.concat([start, Buffer.from(header), Buffer.from(Float64Array.from(rows.flat()).buffer)]);
}

test('a series as an array of NumPy is explained as its CSV', async () => {
  const { page } = dashboard;
  const { features } = (await stateOf(page)).recipe!.input as { features: readonly string[] };
  const values = async () => {
    expect(await outcomes(page)).toEqual(['done']);
    const [cell] = Object.values((await stateOf(page)).cells);
    return cell.status === 'done' && Array.from(cell.explained.explanation.val.data);
  };
  await act(page, 'setField', 'recipe.seed', 3);
  const ofCsv = await values();
  expect(ofCsv).not.toContain(Number.NaN);
  const { length } = (await stateOf(page)).items;
  await act(page, 'setField', 'recipe.input.features', undefined);
  await drop(page, { 'july.npy': npyOf(read(models, 'seasons/samples/summer.csv').toString(), features) });
  await page.waitForFunction(
    (before) => document.querySelector('xai-dashboard')!.dashboard!.state.items.length > before,
    length,
  );
  expect((await stateOf(page)).items.at(-1)?.file).toBe('july.npy');
  expect(await values()).toEqual(ofCsv);
});

test('a model of tables and its rows as CSV', async () => {
  const { page } = dashboard;
  await drop(page, {
    'penguins.onnx': read(models, 'penguins/penguins.onnx'),
    'rows.csv': read(models, 'penguins/samples.csv'),
  });
  const { items } = await opened(page, 'penguins.onnx')
    .then(() => outcomes(page))
    .then(() => stateOf(page));
  expect(items.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5].map((row) => `rows.csv, row ${row}`));
});

test('rows to compare with are chosen among what was dropped, and what stands for them', async () => {
  const { page } = dashboard;
  await drop(page, { 'others.csv': read(models, 'penguins/background.csv') });
  await act(page, 'chooseItem', 0);
  await act(page, 'setMethods', [{ name: 'KernelSHAP' }]);
  await page.locator('recipe-form summary').first().click();
  const notes = page.locator('explanation-cell .notes');
  await notes.filter({ hasText: 'compared with zeros' }).waitFor();
  await page.getByLabel('Compared with').selectOption({ label: 'others.csv' });
  await notes.filter({ hasText: /rows of others\.csv/ }).waitFor();
  await page.getByLabel('Of these rows').selectOption({ label: 'the median of each column' });
  await notes.filter({ hasText: /the typical row \(medians, .*others\.csv/ }).waitFor();
  await page.getByLabel('Of these rows').selectOption({ label: '10 rows that stand for all' });
  await notes.filter({ hasText: /10 rows that stand for \d+ rows of others\.csv/ }).waitFor();
  await notes
    .filter({ hasText: /^adds up to .*off by/ })
    .or(notes.filter({ hasText: 'adds up to' }))
    .waitFor();
  expect((await stateOf(page)).recipe?.comparedWith).toEqual({ rows: 'others.csv', summary: 10 });
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
  expect(await outcomes(page)).toEqual(['done']);
});

test('which methods explain a transformer is tried', async () => {
  const { page } = dashboard;
  await act(page, 'tryMethods');
  const { verdicts, table } = await stateOf(page);
  const names = table.filter(({ inputs }) => inputs.includes('text')).map(({ name }) => name);
  expect(names).toContain('AttnLRP');
  expect(verdicts).toEqual(names.map((method) => ({ method, works: true })));
});

test('a saved explanation of a text has its words', async () => {
  const { page } = dashboard;
  await act(page, 'setMethods', [{ name: 'AttnLRP' }]);
  const bytes = await page.evaluate(async () =>
    Array.from((await document.querySelector('xai-dashboard')!.dashboard!.saved({}, { name: 'AttnLRP' })) ?? []),
  );
  await drop(page, { 'bye.safetensors': Uint8Array.from(bytes) });
  const words = page.locator('restored-list xai-text .word');
  await words.first().waitFor();
  expect(await words.allTextContents()).toEqual(['so', 'long']);
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
