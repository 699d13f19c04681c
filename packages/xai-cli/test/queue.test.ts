import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RandomStream } from 'xai-base';
import { type Redis, startRedis } from '../../../tooling/redis/start-redis';
import { packageFolder } from '../src/package-folder';
import { builtXai } from './support/built-xai';
import { temporaryFolder, xai } from './support/xai';

const folder = temporaryFolder();
const penguins = path.join(packageFolder(), 'models', 'penguins');
const data = path.join(folder, 'rows.csv');
const children = new Set<ChildProcess>();
let [redis, bin] = [undefined as unknown as Redis, ''];

beforeAll(async () => {
  [redis, bin] = await Promise.all([startRedis(folder), builtXai(folder, packageFolder())]);
  const [head, ...rows] = readFileSync(path.join(penguins, 'background.csv'), 'utf8').trim().split('\n');
  const many = Array.from({ length: 400 }, (_, row) => rows[row % rows.length]);
  many[123] = many[123].replace(/^[\d.]+/, 'heavy'); // is broken
  writeFileSync(data, `${[head, ...many].join('\n')}\n`);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await redis?.kill();
});

/** Starts a command in a process of its own. */
function start(...argv: string[]): ChildProcess {
  const child = spawn(process.execPath, [bin, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

const options = [
  '--model',
  path.join(penguins, 'model.json'),
  '--method',
  'KernelSHAP',
  '--samples',
  '64',
  '--engine',
  'cpu',
];
const runInto = (out: string, ...more: string[]) =>
  start('run', ...options, '--data', data, '--out', out, '--shard-size', '8', '--sheet', '2', ...more);
const worker = () => start('worker', '--queue', redis.address);

/** Waits until a worker has been started so far that it takes work, and ends when it is asked to. */
async function waits({ stdout }: ChildProcess): Promise<void> {
  for await (const text of stdout!.iterator({ destroyOnReturn: false })) if (String(text).includes('Waits')) return;
}

/** What lies in a folder: the bytes by name. */
function contents(place: string): Record<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(place, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(place, name), 'base64')]));
}

test('workers and Redis are killed at random, and what comes out is complete, and the same to the last byte', async () => {
  const [alone, queued] = ['alone', 'queued'].map((name) => path.join(folder, name));
  expect(await once(runInto(alone, '--workers', '1'), 'exit')).toEqual([0, null]);
  const run = runInto(queued, '--queue', redis.address);
  const told: string[] = [];
  run.stderr!.on('data', (text) => told.push(String(text)));
  const ended = once(run, 'exit');
  const workers = [worker(), worker()];
  const random = new RandomStream(7);
  const parts = path.join(queued, 'parts');
  const shards = () => (existsSync(parts) ? readdirSync(parts).length : 0);
  for (let kill = 0; kill < 6; kill++) {
    while (run.exitCode === null && shards() <= 7 * kill) await setTimeout(20); // of 50: each time there is more to do
    expect(run.exitCode).toBeNull();
    await setTimeout(200 * random.uniform());
    if (kill % 3 === 2) {
      await redis.kill();
      await setTimeout(200 * random.uniform());
      await redis.start();
      continue;
    }
    const at = kill % workers.length;
    workers[at].kill('SIGKILL');
    workers[at] = worker();
  }
  expect({ ended: await ended, told }).toEqual({ ended: [0, null], told: [] });
  expect(contents(queued)).toEqual(contents(alone));
  const lines = readFileSync(path.join(queued, 'index.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(400);
  expect(lines.filter((line) => line.error).map(({ index }) => index)).toEqual([123]);
  for (const one of workers) {
    await waits(one);
    one.kill('SIGINT');
    expect(await once(one, 'exit')).toEqual([130, null]);
  }
});

test('a worker with other files refuses the work, a few times, and the run says why', async () => {
  const [model, out] = [path.join(folder, 'own-model'), path.join(folder, 'refused')];
  cpSync(penguins, model, { recursive: true });
  const own = start(
    'run',
    '--model',
    path.join(model, 'model.json'),
    '--data',
    data,
    '--method',
    'Gradient',
    '--engine',
    'cpu',
    '--out',
    out,
    '--queue',
    redis.address,
  );
  let told = '';
  own.stderr!.on('data', (text) => {
    told += text;
  });
  while (!readdirSync(folder).includes('refused') && own.exitCode === null) await setTimeout(20); // the run knows its files
  const weights = path.join(model, 'weights.bin');
  const bytes = readFileSync(weights);
  bytes[0] ^= 1;
  writeFileSync(weights, bytes);
  const other = worker();
  expect(await once(own, 'exit')).toEqual([1, null]);
  expect(told).toMatch(/No worker could explain shard \d+: .*weights\.bin.* has other bytes here/);
  other.kill('SIGKILL');
});

test('a wrong password is said at once, and not repeated', async () => {
  const address = redis.address.replace(/:\w+@/, ':secret@');
  const { code, stderr } = await xai(['worker', '--queue', address]);
  expect(code).toBe(1);
  expect(stderr).toContain('WRONGPASS');
  expect(stderr).not.toContain('secret');
});

test.each([
  ['http://127.0.0.1', 2, 'expected redis://:password@host:port'],
  ['http://:sesame@127.0.0.1', 2, '--queue is "http://:password@127.0.0.1"'],
  ['redis://127.0.0.1:1', 1, 'There is no answer at redis://127.0.0.1:1'],
])('%s is no queue', async (address, code, message) => {
  const answer = await xai(['worker', '--queue', address]);
  expect(answer.code).toBe(code);
  expect(answer.stderr).toContain(message);
});
