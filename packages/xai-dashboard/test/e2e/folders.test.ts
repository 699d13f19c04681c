import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  act,
  drop,
  dropFolder,
  type OpenDashboard,
  openDashboard,
  opened,
  outcomes,
  settled,
  stateOf,
} from '../support/open-dashboard';

const packages = path.join(__dirname, '../../..');
const models = path.join(packages, 'xai-cli/models');
const read = (...parts: string[]) => readFileSync(path.join(...parts));

let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
  await settled(dashboard.page);
});

afterAll(() => dashboard?.close());

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

/** A model, its weights and samples in a folder on the disk. */
function folderOnDisk(): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'xai-drop-')), 'mine');
  for (const name of ['model.json', 'weights.bin', 'meta.json'])
    copy(path.join('penguins', name), path.join(folder, name));
  copy('penguins/background.csv', path.join(folder, 'background.csv'));
  copy('penguins/samples.csv', path.join(folder, 'inner/samples.csv'));
  return folder;
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(path.join(models, from), to);
}

const labelsOfRows = [0, 1, 2, 3, 4, 5].map((row) => `samples.csv, row ${row}`);

test('a folder that is dropped, with the folders in it', async () => {
  const { page } = dashboard;
  await dropFolder(page, folderOnDisk());
  const { model } = await opened(page, 'mine/model.json');
  expect(model?.outline.format).toBe('layers-model');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length >= 6);
  expect(await outcomes(page)).toEqual(['done']);
  const { items, recipe } = await stateOf(page);
  expect(recipe?.comparedWith).toEqual({ rows: 'mine/background.csv' });
  expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(labelsOfRows));
});

test('a folder that is chosen', async () => {
  const { page } = dashboard;
  await act(page, 'openShipped', 'digits');
  await page.locator('model-bar input.folder').setInputFiles(folderOnDisk());
  await opened(page, 'mine/model.json');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length >= 6);
  expect(await outcomes(page)).toEqual(['done']);
});

test('the page has nothing to complain of', () => {
  expect(dashboard.complaints).toEqual([]);
});
