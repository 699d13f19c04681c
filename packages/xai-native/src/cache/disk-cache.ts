import { asElements, type Elements, type ValueType } from '../graph/value';
import { readEntry, roomFor, writeEntry } from './entry-file';
import { fingerprint } from './fingerprint';
import { folderKey } from './folder-key';
import { type NodeModules, nodeModules } from './node-modules';

/** An entry that is looked for. */
export interface Wanted {
  readonly key: string;
  readonly type: ValueType;
  readonly length: number;
}

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
    private readonly key: Uint8Array,
  ) {}

  /**
   * Opens a folder, and makes it where it is missing.
   *
   * @param megabytes how much it may hold
   */
  static async open(folder: string, megabytes: number): Promise<DiskCache> {
    const node = await nodeModules();
    await node.files.mkdir(folder, { recursive: true });
    return new DiskCache(node, folder, megabytes * 2 ** 20, await folderKey(node, folder));
  }

  /** The name of what some text and bytes say. */
  hash(...parts: readonly (string | Uint8Array)[]): string {
    const hash = this.node.crypto.createHash('sha256');
    for (const part of parts) hash.update(part).update('\0');
    return hash.digest('hex');
  }

  /** The name of a content in this folder. */
  nameOf(content: Uint8Array): string {
    return fingerprint(this.node.crypto, this.key, content).toString('hex');
  }

  /**
   * The elements under some keys, read side by side; undefined where there are none, or no such ones. They lie in one buffer: for each array that comes to be, the
   * garbage collector would look through all that there is.
   */
  async read(wanted: readonly Wanted[]): Promise<(Elements | undefined)[]> {
    const sizes = wanted.map(({ type, length }) => length * asElements(type, []).BYTES_PER_ELEMENT);
    const buffer = new ArrayBuffer(sizes.reduce((sum, size) => sum + roomFor(size), 0));
    let end = 0;
    const read = wanted.map(async ({ key, type, length }, index) => {
      const room = new Uint8Array(buffer, end, roomFor(sizes[index]));
      end += room.byteLength;
      try {
        const bytes = await readEntry(this.node, this.key, this.fileOf(key), room, sizes[index]);
        return bytes && elementsIn(bytes, type, length);
      } catch {
        return undefined; // it is not there, or another process has just removed it
      }
    });
    return Promise.all(read);
  }

  /** Keeps elements under a key. Where they cannot be written, all goes on without. */
  async write(key: string, elements: Elements): Promise<void> {
    const { files, crypto } = this.node;
    const name = this.fileOf(key);
    const part = `${name}.${crypto.randomUUID()}${unfinished}`;
    try {
      await writeEntry(this.node, this.key, part, elements);
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

  private fileOf(key: string): string {
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

function elementsIn({ buffer, byteOffset }: Uint8Array, type: ValueType, length: number): Elements {
  const ElementsType = asElements(type, []).constructor as Float32ArrayConstructor;
  return new ElementsType(buffer as ArrayBuffer, byteOffset, length);
}
