import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Package } from '../workspace';

/** Every package's next or present version is described: by a pending changeset, or at the top of its CHANGELOG.md. */
export function changesets({ name, directory, manifest }: Package): string[] {
  const pending = readdirSync('.changeset')
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(path.join('.changeset', file), 'utf8').split('---')[1] ?? '');
  if (pending.some((header) => new RegExp(`^['"]?${name}['"]?:`, 'm').test(header))) return [];
  const changelog = path.join(directory, 'CHANGELOG.md');
  const latest = existsSync(changelog) ? /^## (\S+)/m.exec(readFileSync(changelog, 'utf8'))?.[1] : undefined;
  if (latest === manifest.version) return [];
  return [`version ${manifest.version} is in neither ${changelog} nor a changeset; run \`pnpm changeset\``];
}
