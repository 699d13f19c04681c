import type { Item, Meta, Modality } from 'xai-recipes';

/** Something that can be explained, as it is listed. */
export interface ListedItem {
  readonly label: string;
  readonly item: Item;
  /** The name of its file, if it has one. */
  readonly file?: string;
}

/** The samples that a description names beside a model, of those that are there. */
export function samplesIn(meta: Meta | undefined, names: readonly string[]): ListedItem[] {
  const folder = meta?.file.split('/').slice(0, -1) ?? [];
  return (meta?.samples ?? []).flatMap(({ file, row, expected }) => {
    const name = joined(folder, file);
    if (!names.includes(name)) return [];
    const label = row === undefined ? basename(name) : `row ${row}`;
    return [{ label: `${label}: ${expected}`, file: name, item: { file: name, ...(row !== undefined && { row }) } }];
  });
}

/** A file that was dropped; of a table each row. */
export function itemsIn(file: string, kind: Modality, rows = 1): ListedItem[] {
  const name = basename(file);
  if (kind !== 'table') return [{ label: name, file, item: { file } }];
  return Array.from({ length: rows }, (_, row) => ({ label: `${name}, row ${row}`, file, item: { file, row } }));
}

function basename(file: string): string {
  return file.split('/').at(-1) ?? file;
}

function joined(folder: readonly string[], file: string): string {
  const parts = [...folder];
  for (const part of file.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
