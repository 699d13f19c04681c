import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, type Explanation } from 'xai-base';
import { FileError } from '../../errors/errors';
import { withFile } from '../../errors/file-failure';
import { sampleOf } from '../../prepare/split-explanation';
import type { ShardResult } from '../../runs/explain-shard';
import type { ExplainedEntry, IndexEntry } from '../../runs/index-entry';
import { saveFile } from '../save-file';
import { checkFolder, claimFolder, runIn } from './claim-folder';
import { type RunDescription, shardsOf } from './run-description';

/**
 * The folder of a run: `run.json` says what it is about, `shards/` has the explanations, and `index.jsonl`, once all are there, a line an item. While it is
 * written, `parts/` has the lines of each shard that is done: a shard counts when its lines are there, which are written last.
 *
 * Whoever dies at any moment leaves shards that are done, and others that do not count; these are written again, with the same bytes.
 *
 * @example
 * ```ts no-run
 * const store = await RunStore.open('explanations', describeRun({}, [{ name: 'cat', item: 'cat.png' }]));
 * await store.missing(); // [0]
 * ```
 */
export class RunStore {
  private constructor(
    readonly folder: string,
    readonly run: RunDescription,
  ) {}

  /**
   * What is there of a run, before anything is written.
   *
   * @throws {FileError} when the folder holds another run, or something else
   */
  static async at(folder: string, run: RunDescription): Promise<RunStore> {
    await checkFolder(folder, run);
    return new RunStore(folder, run);
  }

  /**
   * Opens the folder of a run, or makes it.
   *
   * @throws {FileError} when it holds another run, or something else
   */
  static async open(folder: string, run: RunDescription): Promise<RunStore> {
    const store = await RunStore.at(folder, run);
    await claimFolder(folder, run);
    for (const part of ['parts', 'shards'])
      await withFile('write to', folder, () => mkdir(store.place(part), { recursive: true }));
    return store;
  }

  /**
   * The run that a folder holds.
   *
   * @throws {FileError} when it holds none
   */
  static async of(folder: string): Promise<RunStore> {
    return new RunStore(folder, await runIn(folder));
  }

  /**
   * The lines of the index of a run that is done.
   *
   * @throws {FileError} when it is not
   */
  async index(): Promise<IndexEntry[]> {
    const found = await this.readIndex();
    if (found) return found;
    const missing = (await this.missing()).length;
    const expected = 'a run that is done; the command that began it goes on';
    throw new FileError(
      `${missing} of ${shardsOf(this.run)} shards of ${this.folder} are missing; expected ${expected}.`,
      {
        argument: 'folder',
        value: this.folder,
        expected,
      },
    );
  }

  /** The numbers of the shards that are not there yet. */
  async missing(): Promise<number[]> {
    if (await this.readIndex()) return [];
    const known = new Set(await readdir(this.place('parts')).catch(() => []));
    return Array.from({ length: shardsOf(this.run) }, (_, number) => number).filter(
      (number) => !known.has(partOf(number)),
    );
  }

  /** Whether a shard is there. */
  async has(number: number): Promise<boolean> {
    return (await isThere(this.place('parts', partOf(number)))) || this.isFinished();
  }

  /** Whether all shards are there, and the index. */
  isFinished(): Promise<boolean> {
    return isThere(this.place('index.jsonl'));
  }

  /** Keeps a shard: its explanations first, then its lines, each whole or not at all. */
  async save(number: number, { files, entries }: ShardResult): Promise<void> {
    for (const [name, bytes] of files) await saveFile(this.place(name), bytes);
    await saveFile(this.place('parts', partOf(number)), linesOf(entries));
  }

  /**
   * Puts the index together when all shards are there.
   *
   * @returns its lines
   * @throws {FileError} when a shard is missing
   */
  async finish(): Promise<IndexEntry[]> {
    const found = await this.readIndex();
    if (found) return this.cleaned(found);
    const entries: IndexEntry[] = [];
    for (let number = 0; number < shardsOf(this.run); number++) {
      const part = this.place('parts', partOf(number));
      entries.push(...linesIn(await withFile('read', part, () => readFile(part, 'utf8'))));
    }
    await saveFile(this.place('index.jsonl'), linesOf(entries));
    return this.cleaned(entries);
  }

  /**
   * The explanation that a line of the index is about, `[1, ...]`.
   *
   * @returns belongs to the caller
   * @throws {FileError} when its shard is missing
   */
  async explanationOf({ shard, row }: ExplainedEntry): Promise<Explanation> {
    const batch = await this.batchIn(shard);
    try {
      return sampleOf(batch, row);
    } finally {
      batch.dispose();
    }
  }

  /**
   * The explanations that lines of the index are about, in their order, `[1, ...]` each, while each file is read once.
   *
   * @returns each belongs to the caller
   * @throws {FileError} when a shard is missing
   */
  async *explanationsOf(entries: readonly ExplainedEntry[]): AsyncGenerator<Explanation> {
    let [file, batch]: [string, Explanation | undefined] = ['', undefined];
    try {
      for (const { shard, row } of entries) {
        if (!batch || shard !== file) {
          batch?.dispose();
          file = shard;
          batch = await this.batchIn(shard);
        }
        yield sampleOf(batch, row);
      }
    } finally {
      batch?.dispose();
    }
  }

  /** Without what was put together, and what somebody who was killed has left. */
  private async cleaned(entries: IndexEntry[]): Promise<IndexEntry[]> {
    await rm(this.place('parts'), { recursive: true, force: true });
    for (const folder of [this.folder, this.place('shards')])
      for (const name of await readdir(folder))
        if (/^\..*\.tmp$/.test(name)) await rm(path.join(folder, name), { force: true });
    return entries;
  }

  private async batchIn(shard: string): Promise<Explanation> {
    const file = this.place(shard);
    return deserialize(await withFile('read', file, () => readFile(file)));
  }

  private async readIndex(): Promise<IndexEntry[] | undefined> {
    const text = await readFile(this.place('index.jsonl'), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : linesIn(text);
  }

  private place(...names: string[]): string {
    return path.join(this.folder, ...names);
  }
}

function partOf(number: number): string {
  return `${String(number).padStart(6, '0')}.jsonl`;
}

function linesOf(entries: readonly IndexEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

function linesIn(text: string): IndexEntry[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
