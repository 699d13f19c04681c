import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from '../package-checks/processes';

/**
 * A copy of the workspace, as it is built, whose packages have the versions that the changesets give them next.
 *
 * @param workspace the folder to copy
 * @returns the copy's folder, which is the caller's to remove
 */
export async function withNextVersions(workspace: string): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'release-'));
  const listed = await command('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], workspace);
  const files = listed.split('\0').filter(Boolean);
  const built = new Set(
    files.filter((file) => /^packages\/[^/]+\/package\.json$/.test(file)).map((file) => `${path.dirname(file)}/dist`),
  );
  for (const file of [...files, ...built])
    await cp(path.join(workspace, file), path.join(copy, file), { recursive: true }).catch(onlyIfMissing);
  await command('git', ['init', '--quiet'], copy); // changesets ask git which commit each is of
  const changeset = path.join(workspace, 'node_modules/@changesets/cli/bin.js');
  await symlink(path.join(workspace, 'node_modules'), path.join(copy, 'node_modules'));
  await command('node', [changeset, 'version'], copy);
  return copy;
}

/** A file that git still lists, or a package without a build, is left out. */
function onlyIfMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
