import type { Elements, ValueType } from '../graph/value';
import { readEntry, writeEntry } from './entry-file';
import { type NodeModules, nodeModules } from './node-modules';

/** How much a folder holds, and how much it may. */
export interface CacheSize {
  readonly entries: number;
  readonly megabytes: number;
  readonly limit: number;
}

const ending = '.elements';
const unfinished = '.part';
/** After so long, what a process has not finished will not be finished. */
const hour = 3_600_000;

/**
 * Arrays in the files of a folder, each under a key that says what is in it. Processes may share the folder: an entry appears under its name at once when it
 * is whole. One that is broken is as if it were not there. When the folder holds more than it may, the entries that were not used for longest go.
 *
 * @example
 * ```ts
 * import { mkdtempSync, rmSync } from 'node:fs';
 * const folder = mkdtempSync('cache-');
 * const executor = await NativeExecutor.create({ cache: { folder, megabytes: 512 } });
 * const { entries, limit } = await executor.cache!.size();
 * [entries, limit]; // => [0, 512]
 * await executor.dispose();
 * rmSync(folder, { recursive: true });
 * ```
 */
export class DiskCache {
  private bytes: number | undefined;

  private constructor(
    private readonly node: NodeModules,
    /** The folder. */
    readonly folder: string,
    private readonly limit: number,
  ) {}

  /**
   * Opens a folder, and makes it where it is missing.
   *
   * @param megabytes how much it may hold
   */
  static async open(folder: string, megabytes: number): Promise<DiskCache> {
    const node = await nodeModules();
    await node.files.mkdir(folder, { recursive: true });
    return new DiskCache(node, folder, megabytes * 2 ** 20);
  }

  /** The name of what some text and bytes say. */
  hash(...parts: readonly (string | Uint8Array)[]): string {
    const hash = this.node.crypto.createHash('sha256');
    for (const part of parts) hash.update(part).update('\0');
    return hash.digest('hex');
  }

  /** The name of a content, found beside what else is done, on another core. */
  async digest(content: Uint8Array): Promise<string> {
    const { subtle } = this.node.crypto.webcrypto;
    return Buffer.from(await subtle.digest('SHA-256', content)).toString('hex');
  }

  /** The elements under a key; undefined where there are none, or no such ones. */
  async read(key: string, type: ValueType, length: number): Promise<Elements | undefined> {
    const { files } = this.node;
    const name = this.nameOf(key);
    try {
      const elements = await readEntry(files, name, type, length);
      const now = new Date();
      if (elements) await files.utimes(name, now, now); // it is used
      return elements;
    } catch {
      return undefined; // it is not there, or another process has just removed it
    }
  }

  /** Keeps elements under a key. Where they cannot be written, all goes on without. */
  async write(key: string, elements: Elements): Promise<void> {
    const { files, crypto } = this.node;
    const name = this.nameOf(key);
    const part = `${name}.${crypto.randomUUID()}${unfinished}`;
    try {
      await writeEntry(files, part, elements);
      await files.rename(part, name);
    } catch {
      await files.rm(part, { force: true });
      return;
    }
    this.bytes = (this.bytes ?? (await this.size()).megabytes * 2 ** 20) + elements.byteLength;
    if (this.bytes > this.limit) await this.trim();
  }

  /** How much is in the folder. */
  async size(): Promise<CacheSize> {
    const entries = await this.entries();
    const bytes = entries.reduce((sum, { size }) => sum + size, 0);
    return { entries: entries.length, megabytes: bytes / 2 ** 20, limit: this.limit / 2 ** 20 };
  }

  private nameOf(key: string): string {
    return this.node.path.join(this.folder, `${key}${ending}`);
  }

  /** The entries, the latest used last. */
  private async entries(): Promise<{ file: string; size: number; used: number }[]> {
    const { files, path } = this.node;
    const found: { file: string; size: number; used: number }[] = [];
    for (const name of await files.readdir(this.folder)) {
      const file = path.join(this.folder, name);
      const stat = await files.stat(file).catch(() => undefined);
      if (!stat) continue; // another process has just removed it
      if (name.endsWith(ending)) found.push({ file, size: stat.size, used: stat.mtimeMs });
      else if (name.endsWith(unfinished) && Date.now() - stat.mtimeMs > hour) await files.rm(file, { force: true });
    }
    return found.sort((a, b) => a.used - b.used);
  }

  /** Lets go of what is too much. */
  private async trim(): Promise<void> {
    const entries = await this.entries();
    let bytes = entries.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size } of entries) {
      if (bytes <= this.limit) break;
      await this.node.files.rm(file, { force: true });
      bytes -= size;
    }
    this.bytes = bytes;
  }
}
