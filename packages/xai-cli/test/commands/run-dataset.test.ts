import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { deserialize } from 'xai-base';
import { packageFolder } from '../../src/package-folder';
import { builtXai } from '../support/built-xai';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const models = path.join(packageFolder(), 'models');
const lenet = path.join(models, 'lenet', 'model.json');
let outputs = 0;
const newOut = () => path.join(folder, `out-${outputs++}`);

/** Ten digits, in two folders, and a file that is none. */
const images = path.join(folder, 'images');
beforeAll(() => {
  cpSync(path.join(models, 'digits'), path.join(images, 'all'), { recursive: true });
  mkdirSync(path.join(images, 'odd'));
  writeFileSync(path.join(images, 'odd', 'broken.png'), 'no image');
  writeFileSync(path.join(images, 'notes.txt'), 'not to be explained');
});

const read = (...names: string[]) => readFileSync(path.join(...names), 'utf8');
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What lies in a folder: the bytes by name. */
function contents(place: string): Record<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(place, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(place, name), 'base64')]));
}

/** Runs with plain JavaScript, in this process. */
const runIn = (out: string, data: string, ...more: string[]) =>
  xai(['run', '--data', data, '--out', out, '--engine', 'cpu', '--workers', '1', ...more]);

describe('xai run', () => {
  it('explains the images of a folder and of those below, and says which are broken', async () => {
    const out = newOut();
    const { code, stdout, stderr } = await runIn(
      out,
      images,
      '--model',
      lenet,
      '--method',
      'Gradient',
      '--shard-size',
      '4',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('10 of 11 items, by Gradient');
    const index = lines(read(out, 'index.jsonl'));
    expect(index.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 10 }, (_, at) => `all/${at}.png`),
      'odd/broken.png',
    ]);
    expect(index.slice(0, 10).map(({ prediction }) => prediction)).toEqual(Array.from({ length: 10 }, (_, at) => at));
    expect(index[10].error).toMatchObject({ name: 'ImageFileError' });
    const [nine] = [index[9]];
    const single = path.join(folder, 'nine.safetensors');
    const options = [
      '--model',
      lenet,
      '--input',
      path.join(images, 'all', '9.png'),
      '--method',
      'Gradient',
      '--engine',
      'cpu',
    ];
    await xai(['explain', ...options, '--save', single, '--out', path.join(folder, 'nine.png')]);
    const [shard, alone] = [path.join(out, nine.shard), single].map((file) => deserialize(readFileSync(file)));
    const [row, expected] = await Promise.all([shard.val.data(), alone.val.data()]);
    for (const [at, value] of expected.entries()) expect(row[nine.row * expected.length + at]).toBeCloseTo(value, 5);
    for (const one of [shard, alone]) one.dispose();
    expect(JSON.parse(read(out, 'summary.json'))).toMatchObject({ items: 11, explained: 10, broken: 1 });
    const sheet = read(out, 'sheet.html');
    expect(sheet.match(/<figure>/g)).toHaveLength(10);
    expect(sheet).not.toMatch(/(src|href)="(?!data:)/);
    expect(readdirSync(out).sort()).toEqual(['index.jsonl', 'run.json', 'shards', 'sheet.html', 'summary.json']);
  });

  it('is done once: the same command gives the same, and another one is refused', async () => {
    const out = newOut();
    const options = ['--model', lenet, '--method', 'SmoothGrad', '--samples', '2', '--shard-size', '4', '--json'];
    const first = await runIn(out, images, ...options);
    const before = contents(out);
    expect(await runIn(out, images, ...options)).toEqual(first);
    expect(contents(out)).toEqual(before);
    const again = newOut();
    await runIn(again, images, ...options);
    expect(contents(again)).toEqual(before); // random draws included
    const other = await runIn(out, images, ...options, '--std', '0.2');
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('holds another run (--std is undefined rather than 0.2)');
  });

  it('with --dry-run says how much there is to do, and writes nothing', async () => {
    const out = newOut();
    const options = ['--model', lenet, '--method', 'Gradient', '--shard-size', '4', '--dry-run', '--json'];
    const { stdout } = await runIn(out, images, ...options);
    expect(JSON.parse(stdout)).toEqual({ items: 11, explained: 0, left: 11, shards: 3, shardSize: 4 });
    expect(existsSync(out)).toBe(false);
  });

  it('explains rows, series, texts and what a manifest lists', async () => {
    const rows = newOut();
    const penguins = path.join(models, 'penguins');
    await runIn(
      rows,
      path.join(penguins, 'samples.csv'),
      '--model',
      path.join(penguins, 'model.json'),
      '--method',
      'IntegratedGradients',
    );
    const ofRows = lines(read(rows, 'index.jsonl'));
    expect(ofRows[1].name).toBe('row 1');
    for (const { completenessError } of ofRows) expect(completenessError).toBeLessThan(0.05);

    const series = newOut();
    const seasons = path.join(models, 'seasons');
    await runIn(
      series,
      path.join(seasons, 'samples'),
      '--model',
      path.join(seasons, 'model.json'),
      '--method',
      'Gradient',
    );
    expect(lines(read(series, 'index.jsonl')).map(({ label }) => label)).toEqual([
      'autumn',
      'spring',
      'summer',
      'winter',
    ]);

    const texts = newOut();
    const mails = path.join(models, 'mails');
    const file = path.join(folder, 'mails.txt');
    writeFileSync(file, 'please find the patch attached\n\nfree credit cards, click here now\n');
    await runIn(texts, file, '--model', path.join(mails, 'model.onnx'), '--method', 'Gradient');
    expect(lines(read(texts, 'index.jsonl')).map(({ name }) => name)).toEqual(['line 1', 'line 3']);

    const listed = newOut();
    const manifest = path.join(folder, 'some.jsonl');
    writeFileSync(manifest, '{"file": "images/all/7.png", "name": "seven"}\n{"file": "images/none.png"}\n');
    await runIn(listed, manifest, '--kind', 'image', '--model', lenet, '--method', 'Gradient');
    const [seven, none] = lines(read(listed, 'index.jsonl'));
    expect(seven).toMatchObject({ name: 'seven', prediction: 7 });
    expect(none.error.name).toBe('FileError');
  });

  it.each([
    ['a folder in the data', ['--out', path.join(images, 'out')], 2, 'lies in --data'],
    ['an option of others', ['--missing', '3'], 2, 'is about a table or a series'],
    ['no model', ['--model'], 2, 'argument missing'],
    ['data that are not there', ['--data', 'nowhere'], 1, 'Cannot read the image nowhere: there is no such file'],
    ['an image that is none', ['--data', __filename], 1, 'None of the 1 items of'],
  ])('refuses %s', async (_, options, code, message) => {
    const answer = await runIn(newOut(), images, '--model', lenet, '--method', 'Gradient', ...options);
    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(message);
  });

  it('refuses a manifest with a line that is no item', async () => {
    const manifest = path.join(folder, 'wrong.jsonl');
    writeFileSync(manifest, '{"file": "images/all/7.png"}\n{"flie": "images/all/7.png"}\n');
    const { code, stderr } = await runIn(
      newOut(),
      manifest,
      '--kind',
      'image',
      '--model',
      lenet,
      '--method',
      'Gradient',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('Line 2 of');
    expect(stderr).toContain('file');
  });
});

describe('xai run in processes', () => {
  let bin: string;
  const many = path.join(folder, 'many');
  beforeAll(async () => {
    bin = await builtXai(folder, packageFolder());
    for (let copy = 0; copy < 4; copy++)
      cpSync(path.join(models, 'digits'), path.join(many, String(copy)), { recursive: true });
    writeFileSync(path.join(many, '3', 'broken.png'), 'no image');
  });
  const start = (out: string, workers: number) => {
    const options = [
      '--model',
      lenet,
      '--data',
      many,
      '--out',
      out,
      '--method',
      'IntegratedGradients',
      '--steps',
      '100',
    ];
    const argv = [
      bin,
      'run',
      ...options,
      '--shard-size',
      '2',
      '--engine',
      'wasm',
      '--sheet',
      '2',
      '--workers',
      String(workers),
    ];
    return spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  };
  const partsOf = (out: string) =>
    existsSync(path.join(out, 'parts'))
      ? readdirSync(path.join(out, 'parts')).filter((name) => name.endsWith('.jsonl')).length
      : 0;
  /** Waits until some more shards are there, and then a little. */
  const more = async (child: ChildProcess, out: string, count: number, milliseconds: number) => {
    const wanted = partsOf(out) + count;
    while (partsOf(out) < wanted && child.exitCode === null) await setTimeout(5);
    await setTimeout(milliseconds);
  };

  it('gives the same to the last byte by one thread, by several, and however often it is killed or stopped', async () => {
    const [alone, together, killed] = [newOut(), newOut(), newOut()];
    const finished = [start(alone, 1), start(together, 3)].map((child) => once(child, 'exit'));
    expect(await Promise.all(finished)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(contents(together)).toEqual(contents(alone));
    for (const [count, wait, signal] of [
      [1, 0, 'SIGKILL'],
      [2, 13, 'SIGKILL'],
      [1, 5, 'SIGINT'],
    ] as const) {
      const child = start(killed, 2);
      const told: string[] = [];
      child.stderr!.on('data', (text) => told.push(String(text)));
      await more(child, killed, count, wait);
      child.kill(signal);
      const [code, by] = await once(child, 'exit');
      if (signal === 'SIGKILL') expect(by).toBe(signal);
      else {
        expect(code).toBe(130);
        expect(told.join('')).toMatch(/of 41 items are explained; the same command goes on/);
      }
    }
    expect(existsSync(path.join(killed, 'index.jsonl'))).toBe(false);
    expect(await once(start(killed, 2), 'exit')).toEqual([0, null]);
    expect(contents(killed)).toEqual(contents(alone));
    expect(
      lines(read(alone, 'index.jsonl'))
        .filter((entry) => entry.error)
        .map(({ name }) => name),
    ).toEqual(['3/broken.png']);
  });
});
