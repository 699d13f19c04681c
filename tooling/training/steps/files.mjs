import { mkdirSync, writeFileSync } from 'node:fs';

/** The folder of a model that is committed. */
export const modelFolder = (name) => new URL(`../../../packages/xai-cli/models/${name}/`, import.meta.url);

/** Writes a text file, and the folders that it is in. */
export function writeText(file, text) {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
}

/** Writes what the command line must know about a model, `meta.json`. */
export function writeMeta(folder, meta) {
  writeText(new URL('meta.json', folder), `${JSON.stringify(meta, null, 2)}\n`);
}

/** Writes a table whose values hold no commas. */
export function writeCsv(file, header, rows) {
  writeText(file, [header, ...rows].map((row) => `${row.join(',')}\n`).join(''));
}
