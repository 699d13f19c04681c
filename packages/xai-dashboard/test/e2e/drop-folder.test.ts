import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { act, dashboardOfTests, dropFolder, opened, outcomes, stateOf } from '../support/open-dashboard';

const models = path.join(__dirname, '../../../xai-cli/models');

// in a Chromium of its own: one in which much was dropped before may read folders no more
const dashboard = dashboardOfTests();

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
