import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Fingerprint, fingerprint, isLike } from './fingerprint';
import { made, pageName, site } from './page-folder';

/** What the pages made when somebody last looked, by file: `methods-gallery/digit.png`. */
type Ledger = Record<string, Fingerprint>;

const FILE = path.join(site, 'made.json');

const read = (): Ledger => JSON.parse(readFileSync(FILE, 'utf8'));

/** How what a page made differs from what it made when somebody last looked; with `accept` that is now. */
export async function changesOf(page: string, files: readonly string[], accept: boolean): Promise<string[]> {
  const ledger = read();
  const name = pageName(page);
  const now: Ledger = {};
  for (const file of files.filter((one) => !one.endsWith('.safetensors')))
    now[`${name}/${file}`] = await fingerprint(path.join(made, name, file));
  const before = Object.keys(ledger).filter((key) => key.startsWith(`${name}/`));
  const gone = before.filter((key) => !(key in now)).map((key) => `${key} is not made any more`);
  const changed = Object.keys(now).flatMap((key) => {
    if (!(key in ledger)) return `${key} is new`;
    return isLike(now[key], ledger[key]) ? [] : `${key} changed`;
  });
  const changes = [...gone, ...changed];
  if (!accept) return changes;
  const kept = Object.entries(ledger).filter(([key]) => !before.includes(key));
  const same = Object.entries(now).map(([key, print]) => [
    key,
    ledger[key] && isLike(print, ledger[key]) ? ledger[key] : print,
  ]);
  const lines = [...kept, ...same]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, print]) => `  ${JSON.stringify(key)}: ${JSON.stringify(print)}`);
  writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
  return [];
}
