import { access } from 'node:fs/promises';
import path from 'node:path';
import { decodeText, type Files, type Item, type Modality, type RunItem, readRows, withFile } from 'xai-recipes';
import { isAddress } from 'xai-recipes/node';
import { filesBelow, filesOf, isDataFile, isFolder, nothingIn } from './data-files';
import { manifestItems } from './manifest-items';

/**
 * The items of a data set: the files of a folder and of those below it, the rows of a table, the lines of a text file, or what a manifest lists.
 *
 * @param data a folder; `.csv`, `.npy` or `.npz` of rows; `.txt` with a text a line; `.jsonl`, a manifest
 * @throws {FileError} when there is no such file, or nothing in it
 */
export async function dataItems(files: Files, data: string, kind: Modality): Promise<RunItem<Item>[]> {
  if (/\.jsonl$/i.test(data)) return manifestItems(files, data, kind);
  if (await isFolder(data)) return folderItems(data, kind);
  if (kind === 'text') return lineItems(files, data);
  if (kind === 'table') return rowItems(files, data);
  if (!isAddress(data)) await withFile(`read the ${kind}`, data, () => access(data)); // before any work
  return [{ name: path.basename(data), item: { file: data } }];
}

async function folderItems(folder: string, kind: Modality): Promise<RunItem<Item>[]> {
  const names = (await filesBelow(folder)).filter((name) => isDataFile(name, kind));
  if (names.length === 0) throw nothingIn(folder, filesOf(kind));
  if (kind !== 'table') return names.map((name) => ({ name, item: { file: path.join(folder, name) } }));
  throw nothingIn(folder, 'one table, --data rows.csv; or a manifest that lists rows of several');
}

async function lineItems(files: Files, file: string): Promise<RunItem<Item>[]> {
  const bytes = await withFile('read the texts', file, () => files.read(file));
  const lines = decodeText(bytes).split(/\r?\n/);
  const items = lines
    .map((text, at) => ({ name: `line ${at + 1}`, item: { text } }))
    .filter(({ item }) => item.text.trim() !== '');
  if (items.length === 0) throw nothingIn(file, 'a text a line');
  return items;
}

async function rowItems(files: Files, file: string): Promise<RunItem<Item>[]> {
  const { rows } = await readRows(files, file);
  return rows.map((_, row) => ({ name: `row ${row}`, item: { file, row } }));
}
