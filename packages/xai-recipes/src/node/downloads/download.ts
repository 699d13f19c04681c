import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkKeys } from 'xai-base';
import { FileError } from '../../errors/errors';
import { withFile } from '../../errors/file-failure';
import { withLock } from '../with-lock';
import { checkedAddress } from './address';
import { cacheFolder, type DownloadOptions, downloadOptionNames } from './download-options';
import { fetchRest } from './fetch-rest';
import { sha256Of } from './sha256';

/** What is known of a file that was downloaded. */
export interface Downloaded {
  readonly address: string;
  /** Where it lies. */
  readonly file: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Downloads a file once: what is kept, and still has its SHA-256, is not fetched again. What broke off goes on where it stopped.
 *
 * @param address https, or http on this machine
 * @returns where it lies, in a folder of its own
 * @throws {FileError} when it is not there, too large, of another SHA-256 than it must be, or not kept when there is no network
 * @throws {AbortError} when the signal fired; what has come is kept
 *
 * @example
 * ```ts no-run
 * const { file, sha256 } = await download('https://example.org/model.onnx');
 * ```
 */
export async function download(address: string | URL, options: DownloadOptions = {}): Promise<Downloaded> {
  checkKeys(options, downloadOptionNames, 'download');
  const url = checkedAddress(address);
  const folder = path.join(
    options.folder ?? cacheFolder(),
    createHash('sha256').update(url.href).digest('hex').slice(0, 32),
  );
  const file = path.join(folder, fileName(url));
  const record = path.join(folder, 'download.json');
  const kept = await keptFile(file, record);
  if (kept) return checked(kept, options);
  if (options.offline) {
    const expected = 'a file that was downloaded before, or a network';
    throw new FileError(`${url.href} is not kept in ${folder}; expected ${expected}.`, {
      argument: 'offline',
      value: url.href,
      expected,
    });
  }
  await withFile('keep downloads in', folder, () => mkdir(folder, { recursive: true }));
  return withLock(path.join(folder, 'lock'), url.href, async () => {
    const part = `${file}.part`;
    await fetchRest(url, part, options);
    const found = { address: url.href, file, ...(await sha256Of(part)) };
    if (options.sha256 !== undefined && found.sha256 !== options.sha256.toLowerCase()) await rm(part, { force: true });
    checked(found, options);
    await rename(part, file);
    await writeFile(
      record,
      `${JSON.stringify({ address: url.href, bytes: found.bytes, sha256: found.sha256 }, null, 2)}\n`,
    );
    return found;
  });
}

/** @throws {FileError} when it is another one than is wanted */
function checked(found: Downloaded, { sha256 }: DownloadOptions): Downloaded {
  if (sha256 === undefined || found.sha256 === sha256.toLowerCase()) return found;
  throw new FileError(`${found.address} has the SHA-256 ${found.sha256}; expected ${sha256}.`, {
    argument: 'sha256',
    value: found.sha256,
    expected: sha256,
  });
}

/** A file that is there, whole. */
async function keptFile(file: string, record: string): Promise<Downloaded | undefined> {
  try {
    const { address, sha256 } = JSON.parse(await readFile(record, 'utf8'));
    const found = await sha256Of(file);
    return found.sha256 === sha256 ? { address, file, ...found } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The last part of an address, for the ending that tells what a file is. */
function fileName({ pathname }: URL): string {
  const last = decodeURIComponent(pathname.split('/').at(-1) as string).replace(/[^\w.-]+/g, '_');
  return /^\.*$/.test(last) ? 'file' : last.slice(-100);
}
