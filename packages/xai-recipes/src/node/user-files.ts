import { readFile, stat } from 'node:fs/promises';
import { beside, outside } from '../files/beside';
import type { Files } from '../files/files';
import { diskFiles } from './disk-files';
import { isAddress } from './downloads/address';
import { download } from './downloads/download';
import type { DownloadOptions } from './downloads/download-options';

/**
 * What the user names: files of the disk by their paths, and addresses, which are downloaded once. Files that these name, such as a model's weights, must
 * lie in their folder, or below their address.
 *
 * @example
 * ```ts
 * (await userFiles().read('package.json')).length > 100; // => true
 * ```
 */
export function userFiles(options: DownloadOptions = {}): Files {
  const pathOf = async (name: string) => (isAddress(name) ? (await download(name, options)).file : name);
  const disk = diskFiles();
  return {
    ...disk,
    takesAddresses: true,
    read: async (name) => readFile(await pathOf(name)),
    size: async (name) => (await stat(await pathOf(name))).size,
    beside: async (owner, name, what) => (isAddress(owner) ? below(owner, name, what) : disk.beside(owner, name, what)),
    identities: async (name) => (isAddress(name) ? [name] : disk.identities(name)),
  };
}

async function below(owner: string, name: unknown, what: string): Promise<string> {
  const { origin, pathname } = new URL(owner);
  const found = await beside({ names: [], read: async () => new Uint8Array() }, pathname.slice(1), name, what);
  const address = new URL(`/${found}`, origin);
  if (address.pathname.startsWith(new URL('.', owner).pathname)) return address.href;
  throw outside(owner, name, what);
}
