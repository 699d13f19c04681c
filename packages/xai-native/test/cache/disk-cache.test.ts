import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiskCache } from '../../src/cache/disk-cache';
import type { ValueType } from '../../src/graph/value';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xai-native-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const isEntry = (file: string) => path.basename(file) !== 'key';
const allFiles = () => readdirSync(folder).map((name) => path.join(folder, name));
const files = () => allFiles().filter(isEntry);
const one = async (cache: DiskCache, key: string, type: ValueType, length: number) =>
  (await cache.read([{ key, type, length }]))[0];
const numbers = (length: number) => Float32Array.from({ length }, (_, at) => Math.sin(at));

test.each([
  ['float32', numbers(1000)],
  ['int32', Int32Array.of(1, -2, 3)],
  ['bool', Uint8Array.of(1, 0, 1, 1, 0)],
  ['int64', BigInt64Array.of(1n, -(2n ** 40n))],
  ['float32', Float32Array.of(Number.NaN, -0, Number.POSITIVE_INFINITY)],
  ['float32', new Float32Array()],
] as const)('what is written is read: %s', async (type, elements) => {
  const cache = await DiskCache.open(folder, 1);
  await cache.write('key', elements);
  expect(await one(cache, 'key', type, elements.length)).toEqual(elements);
  expect(await one(await DiskCache.open(folder, 1), 'key', type, elements.length)).toEqual(elements);
  expect(await one(cache, 'other', type, elements.length)).toBeUndefined();
  expect(await one(cache, 'key', type, elements.length + 1)).toBeUndefined();
});

test('a broken entry is as if it were not there, and is written again', async () => {
  const cache = await DiskCache.open(folder, 1);
  const breakings: ((file: string, content: Buffer) => void)[] = [
    (file) => truncateSync(file, 100),
    (file) => writeFileSync(file, ''),
    (file, content) => writeFileSync(file, Buffer.concat([content, Buffer.alloc(4)])),
    (file, content) => writeFileSync(file, content.fill(0, 200)),
    (file, content) => {
      const [first, second] = [content.readFloatLE(200), content.readFloatLE(204)];
      content.writeFloatLE(second, 200);
      content.writeFloatLE(first, 204);
      writeFileSync(file, content);
    },
  ];
  for (const destroy of breakings) {
    await cache.write('key', numbers(1000));
    const [file] = files();
    destroy(file, readFileSync(file));
    expect(await one(cache, 'key', 'float32', 1000)).toBeUndefined();
  }
  await cache.write('key', numbers(1000));
  expect(await one(cache, 'key', 'float32', 1000)).toEqual(numbers(1000));
});

test('many who write at once leave whole entries, and nothing else', async () => {
  const caches = await Promise.all([1, 2, 3, 4].map(() => DiskCache.open(folder, 1)));
  await Promise.all(caches.flatMap((cache) => ['a', 'b'].map((key) => cache.write(key, numbers(10_000)))));
  for (const key of ['a', 'b']) expect(await one(caches[0], key, 'float32', 10_000)).toEqual(numbers(10_000));
  expect(files()).toHaveLength(2);
  expect(await caches[0].size()).toEqual({ entries: 2, megabytes: (2 * 40_064) / 2 ** 20, limit: 1 });
});

test('what was not used for longest goes when it is too much', async () => {
  const cache = await DiskCache.open(folder, 1);
  const third = numbers(2 ** 18 / 3);
  for (const [at, key] of ['a', 'b'].entries()) {
    await cache.write(key, third);
    utimesSync(path.join(folder, `${key}.elements`), at + 1, at + 1); // long ago
  }
  await one(cache, 'a', 'float32', third.length);
  await cache.write('c', third);
  expect(files().map((file) => path.basename(file)[0])).toEqual(['a', 'c']);
  expect((await cache.size()).megabytes).toBeLessThanOrEqual(1);
});

test('what a process did not finish goes after an hour', async () => {
  const cache = await DiskCache.open(folder, 1);
  for (const [name, age] of [
    ['old', 4000],
    ['new', 0],
  ] as const) {
    const file = path.join(folder, `${name}.part`);
    writeFileSync(file, 'x');
    const time = Date.now() / 1000 - age;
    utimesSync(file, time, time);
  }
  expect((await cache.size()).entries).toBe(0);
  expect(files().map((file) => path.basename(file))).toEqual(['new.part']);
});

test('where nothing can be written, all goes on without', async () => {
  const cache = await DiskCache.open(path.join(folder, 'inner'), 1);
  rmSync(path.join(folder, 'inner'), { recursive: true });
  await cache.write('key', numbers(10));
  expect(await one(cache, 'key', 'float32', 10)).toBeUndefined();
});

test('many are read at once, whichever are there', async () => {
  const cache = await DiskCache.open(folder, 1);
  const sizes = [1000, 0, 47, 48, 49, 5000];
  for (const size of sizes) await cache.write(`${size}`, numbers(size));
  const wanted = [3, ...sizes].map((length) => ({ key: `${length}`, type: 'float32' as const, length }));
  expect(await cache.read(wanted)).toEqual([undefined, ...sizes.map(numbers)]);
});

test('the key of a folder is one, whoever comes first', async () => {
  const names = (caches: DiskCache[]) => new Set(caches.map((cache) => cache.nameOf(Uint8Array.of(1, 2, 3))));
  const open = () => Promise.all([1, 2, 3, 4, 5, 6].map(() => DiskCache.open(folder, 1)));
  const [name] = names(await open());
  expect([...names([...(await open()), ...(await open())])]).toEqual([name]);
  expect(allFiles()).toEqual([path.join(folder, 'key')]);
  writeFileSync(path.join(folder, 'key'), 'broken');
  const [other] = names([await DiskCache.open(folder, 1)]);
  expect(other).not.toBe(name);
  expect([...names(await open())]).toEqual([other]);
});
