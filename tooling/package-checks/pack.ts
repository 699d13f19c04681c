import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from './processes';
import type { Package } from './workspace';

const folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const tarballs = new Map<string, Promise<string>>();

/** The tarball of a package as it would be published, packed once from what was built; pnpm replaces `catalog:` and `workspace:` versions in it. */
export function pack({ name, directory }: Package): Promise<string> {
  if (!tarballs.has(name)) tarballs.set(name, packNow(name, directory));
  return tarballs.get(name)!;
}

async function packNow(name: string, directory: string): Promise<string> {
  const destination = path.join(folder, name);
  await command('pnpm', ['pack', '--config.ignore-scripts=true', '--pack-destination', destination], directory);
  const [tarball] = await readdir(destination);
  return path.join(destination, tarball);
}
