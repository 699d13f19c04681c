import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { AbortError, deserialize, Explanation, RandomStream } from 'xai-base';
import { explainShard, FileError, type IndexEntry, isExplained, memoryFiles, type RunItem } from '../../src';
import { describeRun, RunStore, recordedFiles, runAll, runBy, shardOf } from '../../src/node';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
let folders = 0;
const newFolder = () => path.join(folder, `run-${folders++}`);

/** What lies in a folder: the bytes by name. */
function contents(place: string): Record<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(place, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(place, name), 'base64')]));
}

const items = Array.from({ length: 10 }, (_, item) => ({ name: `item ${item}`, item }));

/** Explains a number by itself; odd numbers have two features, 5 is broken. */
const explainer = {
  labels: ['small', 'large'],
  async explain(item: number) {
    if (item === 5) throw new RangeError('5 is broken');
    const val: Tensor = tensor2d([item % 2 ? [item, 1] : [item]]);
    const output = tensor2d([[1 - item / 10, item / 10]]);
    const parts = { val, input: val.clone(), output, outputSelection: [item > 5 ? 1 : 0], analyzer: 'ByHand' };
    return new Explanation({ ...parts, heatmap: 'attribution', extras: { completenessError: [item / 2] } });
  },
};

describe('a run', () => {
  it('keeps the explanation of every item, and a line about each', async () => {
    const place = newFolder();
    const progress: number[] = [];
    const store = await RunStore.open(place, describeRun({ method: 'ByHand' }, items, 4));
    const index = await runAll(store, items, explainer, { onProgress: ({ done }) => progress.push(done) });
    expect(progress).toEqual([4, 8, 10]);
    expect(index.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    expect(index[5]).toEqual({ index: 5, name: 'item 5', error: { name: 'RangeError', message: '5 is broken' } });
    expect(index[9]).toMatchObject({ prediction: 1, label: 'large', selection: 1, sum: 10, completenessError: 4.5 });
    expect(
      readFileSync(path.join(place, 'index.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(index);
    for (const entry of index.filter(isExplained)) {
      const own = await store.explanationOf(entry);
      expect(await own.val.array()).toEqual([entry.index % 2 ? [entry.index, 1] : [entry.index]]);
      expect(own.outputSelection).toEqual([entry.selection]);
      own.dispose();
      const explanation = deserialize(readFileSync(path.join(place, entry.shard)));
      const rows = (await explanation.val.array()) as number[][];
      expect(rows[entry.row]).toEqual(entry.index % 2 ? [entry.index, 1] : [entry.index]);
      expect(explanation.outputSelection[entry.row]).toBe(entry.selection);
      explanation.dispose();
    }
  });

  it('that is there is not made again', async () => {
    const place = newFolder();
    const run = describeRun({}, items, 3);
    const first = await runAll(await RunStore.open(place, run), items, explainer);
    const nobody = { explain: () => Promise.reject(new Error('is not called')) };
    expect(await runAll(await RunStore.open(place, run), items, nobody)).toEqual(first);
  });

  it('of other items, or told otherwise, does not go on with it', async () => {
    const place = newFolder();
    await RunStore.open(place, describeRun({ method: { name: 'Gradient' } }, items, 3));
    const others: RunItem[] = items.slice(1);
    for (const [run, what] of [
      [describeRun({ method: { name: 'LRP' } }, items, 3), 'task.method.name is "Gradient" rather than "LRP"'],
      [describeRun({ method: { name: 'Gradient' } }, others, 3), 'items.count is 10 rather than 9'],
      [describeRun({ method: { name: 'Gradient' } }, items, 4), 'shardSize is 3 rather than 4'],
    ] as const) {
      await expect(RunStore.open(place, run)).rejects.toThrow(FileError);
      await expect(RunStore.open(place, run)).rejects.toThrow(what);
    }
  });

  it('of files with other bytes does not go on with it', async () => {
    const run = async (weights: string, image: string) => {
      const files = recordedFiles(memoryFiles({ weights, image }));
      await files.read('weights');
      return describeRun({ files: files.finish() }, [{ name: 'image', item: 'image', sha256: image }]);
    };
    const place = newFolder();
    await RunStore.open(place, await run('1', '2'));
    await RunStore.open(place, await run('1', '2'));
    await expect(RunStore.open(place, await run('0', '2'))).rejects.toThrow('task.files.weights is');
    await expect(RunStore.open(place, await run('1', '3'))).rejects.toThrow('items.sha256 is');
  });

  it('is the same by several workers, however their shards end', async () => {
    const random = new RandomStream(4);
    const [alone, together] = [newFolder(), newFolder()];
    const run = describeRun({}, items, 1);
    await runAll(await RunStore.open(alone, run), items, explainer);
    const store = await RunStore.open(together, run);
    const worker = async (number: number) => {
      await setTimeout(20 * random.uniform());
      await store.save(number, await explainShard(explainer, shardOf(items, number, run)));
    };
    await runBy(store, [worker, worker, worker]);
    expect(contents(together)).toEqual(contents(alone));
  });

  it('that is aborted keeps what is done, and leaves nothing behind', async () => {
    const place = newFolder();
    const control = new AbortController();
    const run = describeRun({}, items, 2);
    const options = { signal: control.signal, onProgress: () => control.abort() };
    await expect(runAll(await RunStore.open(place, run), items, explainer, options)).rejects.toThrow(AbortError);
    expect(await (await RunStore.open(place, run)).missing()).toEqual([1, 2, 3, 4]);
  });

  it('ends when a worker fails', async () => {
    const store = await RunStore.open(newFolder(), describeRun({}, items, 1));
    const worker = (number: number) => (number === 2 ? Promise.reject(new Error('no space')) : setTimeout(1));
    await expect(runBy(store, [worker, worker])).rejects.toThrow('no space');
  });

  it('in a folder where another process is at work is refused', async () => {
    const place = newFolder();
    const store = await RunStore.open(place, describeRun({}, items, 1));
    writeFileSync(path.join(place, 'lock'), String(process.ppid));
    await expect(runAll(store, items, explainer)).rejects.toThrow('works at');
  });
});

describe('a process that is killed at any moment', () => {
  const program = path.join(folder, 'run-child.cjs');
  beforeAll(() =>
    build({
      entryPoints: [path.join(__dirname, '../support/run-child.ts')],
      tsconfig: path.join(__dirname, '../../../../tsconfig.json'),
      ...{ outfile: program, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' },
      ignoreAnnotations: true, // TensorFlow.js says that its backend for Node has no side effect, and it registers itself
      external: ['sharp', 'onnxruntime-node', 'onnxruntime-web', 'h5wasm'], // none is needed here
    }),
  );
  const child = (place: string, ...last: string[]) =>
    spawn(process.execPath, [program, place, '40', '4', ...last], { stdio: ['ignore', 'pipe', 'inherit'] });

  it('loses no more than the shard in flight, and what comes out is the same to the last byte', async () => {
    const [whole, killed] = [newFolder(), newFolder()];
    const [code] = await once(child(whole), 'exit');
    expect(code).toBe(0);
    const seen: number[] = [];
    for (const moment of [/\n/, /\n.*\n/, /waits/]) {
      const process_ = child(killed, '23');
      let told = '';
      for await (const text of process_.stdout!) {
        told += text;
        if (moment.test(told)) process_.kill('SIGKILL');
      }
      seen.push(readdirSync(path.join(killed, 'parts')).filter((name) => name.endsWith('.jsonl')).length);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(5); // item 23 is in the sixth shard
    const [last] = await once(child(killed), 'exit');
    expect(last).toBe(0);
    expect(contents(killed)).toEqual(contents(whole));
    const index: IndexEntry[] = readFileSync(path.join(killed, 'index.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(index.filter((entry) => !isExplained(entry)).map((entry) => entry.index)).toEqual([3, 10, 17, 24, 31, 38]);
  });
});
