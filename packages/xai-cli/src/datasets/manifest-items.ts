import path from 'node:path';
import { checkKeys, describeValue } from 'xai-base';
import { decodeText, FileError, type Files, type Item, type Modality, type RunItem, withFile } from 'xai-recipes';
import { isAddress } from 'xai-recipes/node';
import { nothingIn } from './data-files';

/** What a line of a manifest may say. */
interface Line {
  readonly name?: string;
  readonly file?: string;
  readonly row?: number;
  readonly text?: string;
  readonly values?: readonly (readonly number[])[];
}

/**
 * The items that a manifest lists: a line of JSON each, `{"file": "cat.png"}`, `{"file": "rows.csv", "row": 3}`, `{"text": "..."}` or `{"values": [[1, 2]]}`, each with a
 * `name`, if it is not that of the file. Files lie where the manifest does.
 *
 * @throws {FileError} naming the line that is no item
 */
export async function manifestItems(files: Files, manifest: string, kind: Modality): Promise<RunItem<Item>[]> {
  const bytes = await withFile('read the manifest', manifest, () => files.read(manifest));
  const lines = decodeText(bytes).split(/\r?\n/);
  const items = lines.flatMap((text, at) => (text.trim() === '' ? [] : [itemOf(text, at + 1, manifest, kind)]));
  if (items.length === 0) throw nothingIn(manifest, 'an item a line');
  return items;
}

function itemOf(text: string, number: number, manifest: string, kind: Modality): RunItem<Item> {
  const line = parsed(text, number, manifest);
  const { name, file, row, text: words, values } = line;
  if (file !== undefined) {
    const place = isAddress(file) ? file : path.join(path.dirname(manifest), file);
    const rowName = kind === 'table' ? `${file}, row ${row ?? 0}` : file;
    return { name: name ?? rowName, item: { file: place, ...(row !== undefined && { row }) } };
  }
  if (words !== undefined) return { name: name ?? `line ${number}`, item: { text: words } };
  return { name: name ?? `line ${number}`, item: { values: values!, ...(row !== undefined && { row }) } };
}

function parsed(text: string, number: number, manifest: string): Line {
  try {
    const line = JSON.parse(text) as Line;
    checkKeys(line, ['name', 'file', 'row', 'text', 'values'], `line ${number}`);
    const { file, text: words, values } = line;
    if ([file, words, values].filter((one) => one !== undefined).length === 1) return line;
    throw new Error(`it is ${describeValue(line)}`);
  } catch (cause) {
    const expected = 'an object with one of file, text and values, such as {"file": "cat.png"}';
    throw new FileError(
      `Line ${number} of ${manifest} is no item: ${(cause as Error).message}; expected ${expected}.`,
      {
        argument: '--data',
        value: manifest,
        expected,
        cause,
      },
    );
  }
}
