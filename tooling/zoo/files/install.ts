import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The folder of a package in the cache. */
export const folderOf = (cache: string, specification: string): string =>
  path.join(cache, specification.replaceAll(/[/@]/g, '_'));

/**
 * Unpacks packages of npm into a cache folder, without what they depend on, where they are not yet.
 *
 * @returns those that could not be had, with the reason
 */
export async function install(
  specifications: readonly string[],
  cache: string,
  progress: (line: string) => void,
): Promise<Map<string, string>> {
  const failures = new Map<string, string>();
  for (const specification of specifications) {
    const folder = folderOf(cache, specification);
    if (existsSync(path.join(folder, 'package'))) continue;
    progress(`installs ${specification}`);
    const begun = `${folder}.part`;
    await rm(begun, { recursive: true, force: true });
    await mkdir(begun, { recursive: true });
    try {
      await execute('npm', ['pack', '--silent', specification], { cwd: begun, timeout: 600_000 });
      const [archive] = (await readdir(begun)).filter((name) => name.endsWith('.tgz'));
      await execute('tar', ['xzf', archive], { cwd: begun });
      await rm(path.join(begun, archive));
      await rename(begun, folder);
    } catch (error) {
      failures.set(specification, (error as Error).message.split('\n')[0]);
    }
  }
  return failures;
}
