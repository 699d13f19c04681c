import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file whole or not at all, and the folders that it lies in: under another name in the same folder first, which then takes the
 * place of what was there. Whoever reads the file meanwhile, or after a power cut, a full disk or `kill -9`, finds the old one or the new one.
 * A link is followed; what is no file, such as a pipe, is written into.
 *
 * @example
 * ```ts no-run
 * await writeWhole('explanations/summary.json', '{}');
 * ```
 */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await makeFolder(path.dirname(path.resolve(file)));
  const target = (await unlessMissing(realpath(file))) ?? file;
  const old = await unlessMissing(stat(target));
  if (old && !old.isFile()) await writeFile(target, content);
  else await replace(target, content, old);
}

async function replace(target: string, content: Uint8Array | string, old?: Stats): Promise<void> {
  if (old) await access(target, constants.W_OK); // a new name would take the place of a file that must not be written
  const temporary = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', old?.mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** One folder after the other: Node's own recursion never ends where a file system has a folder but makes none in it, such as `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  if (await unlessMissing(stat(folder))) return;
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
  }
}

async function unlessMissing<Found>(found: Promise<Found>): Promise<Found | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
