/**
 * Explains a data set by the workers of a queue while workers and Redis are killed at random, and compares what comes out with an undisturbed run; from the workspace's folder:
 * npx tsx tooling/redis/crash.ts [items] [kills]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { builtXai } from '../../packages/xai-cli/test/support/built-xai';
import { startRedis } from './start-redis';

const [items, kills] = [process.argv[2] ?? 10_000, process.argv[3] ?? 20].map(Number);
const WORKERS = 3;
const folder = mkdtempSync(path.join(tmpdir(), 'xai-crash-'));
const penguins = path.resolve('packages/xai-cli/models/penguins');

function contents(place: string): string {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return JSON.stringify(names.map((name) => [path.relative(place, name), readFileSync(name, 'base64')]));
}

async function main() {
  const [redis, bin] = await Promise.all([startRedis(folder), builtXai(folder, path.resolve('packages/xai-cli'))]);
  const start = (...argv: string[]): ChildProcess =>
    spawn(process.execPath, [bin, ...argv], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const data = path.join(folder, 'rows.csv');
  const [head, ...rows] = readFileSync(path.join(penguins, 'background.csv'), 'utf8').trim().split('\n');
  writeFileSync(data, `${[head, ...Array.from({ length: items }, (_, row) => rows[row % rows.length])].join('\n')}\n`);
  const method = ['--method', 'KernelSHAP', '--samples', '16', '--engine', 'cpu', '--shard-size', '20'];
  const run = (out: string, ...more: string[]) =>
    start('run', '--model', path.join(penguins, 'model.json'), '--data', data, '--out', out, ...method, ...more);
  const worker = () => start('worker', '--queue', redis.address);
  const [alone, queued] = ['alone', 'queued'].map((name) => path.join(folder, name));
  const workers = Array.from({ length: WORKERS }, worker);
  try {
    let began = performance.now();
    const disturbed = run(queued, '--queue', redis.address);
    while (!existsSync(path.join(queued, 'parts', '000000.jsonl'))) await setTimeout(20);
    const killed = { workers: 0, redis: 0 };
    for (let kill = 0; kill < kills && disturbed.exitCode === null; kill++) {
      await setTimeout(300 + 1200 * Math.random());
      if (Math.random() < 0.3) {
        await redis.kill();
        await setTimeout(500 * Math.random());
        await redis.start();
        killed.redis++;
      } else {
        const at = Math.floor(WORKERS * Math.random());
        workers[at].kill('SIGKILL');
        workers[at] = worker();
        killed.workers++;
      }
    }
    const inTime = disturbed.exitCode === null;
    const [code] = inTime ? await once(disturbed, 'exit') : [disturbed.exitCode];
    console.log(`${items} items, ${killed.workers} workers and ${killed.redis} times Redis killed: exit code ${code}`);
    console.log(`by the queue  ${Math.round((performance.now() - began) / 1000)} s`);
    for (const one of workers) one.kill('SIGKILL');
    began = performance.now();
    await once(run(alone), 'exit');
    console.log(`by threads    ${Math.round((performance.now() - began) / 1000)} s`);
    const lines = readFileSync(path.join(queued, 'index.jsonl'), 'utf8').trim().split('\n').length;
    const isSame = contents(alone) === contents(queued);
    console.log(`${lines} of ${items} items in the index; ${isSame ? 'the same to the last byte' : 'NOT the same'}`);
    if (code !== 0 || !isSame || lines !== items) process.exitCode = 1;
  } finally {
    for (const one of workers) one.kill('SIGKILL');
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
