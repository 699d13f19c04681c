import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { demoDigit, demoModel, run } from '../../src';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const base = ['explain', '--model', demoModel(), '--method', 'Gradient', '--engine', 'cpu', '--json'];

beforeAll(() => {
  mkdirSync(file('digits'));
  for (const digit of [1, 2, 9]) cpSync(demoDigit(digit), file(`digits/${digit}.png`));
});

async function said(...options: string[]): Promise<{ input: string; output: { index: number }; heatmap: string }[]> {
  const { code, stdout, stderr } = await xai([...base, ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test.each([
  [
    'named one after the other',
    () => ['--input', file('digits/1.png'), '--input', file('digits/2.png'), file('digits/9.png')],
  ],
  ['of a folder', () => ['--input', file('digits')]],
  ['that fit a pattern', () => ['--input', file('d*s/?.png')]],
])('images %s are explained each, into a folder', async (_, inputs) => {
  const reports = await said(...inputs(), '--out', file('out'), '--save', file('kept'));
  expect(reports.map(({ input }) => path.basename(input))).toEqual(['1.png', '2.png', '9.png']);
  expect(reports.map(({ output }) => output.index)).toEqual([1, 2, 9]);
  expect(reports.map(({ heatmap }) => heatmap)).toEqual(
    ['1', '2', '9'].map((digit) => file(`out/${digit}-Gradient.png`)),
  );
  for (const digit of [1, 2, 9]) expect(existsSync(file(`kept/${digit}-Gradient.safetensors`))).toBe(true);
});

test('standard input, of images and of texts', async () => {
  const nine = await xai([...base, '--input', '-', '--out', file('nine.png')], {
    stdin: stdin(readFileSync(demoDigit(9))),
  });
  expect(JSON.parse(nine.stdout).output.index).toBe(9);
  const spam = [
    'explain',
    '--model',
    path.join(__dirname, '../fixtures/spam/model.json'),
    '--out',
    file('a.html'),
    '--json',
    '--engine',
    'cpu',
  ];
  const mail = await xai([...spam, '--text', '-', '--method', 'InputTimesGradient'], {
    stdin: stdin('free money now'),
  });
  const same = await xai([...spam, '--text', 'free money now', '--method', 'InputTimesGradient']);
  expect(JSON.parse(mail.stdout).attribution).toEqual(JSON.parse(same.stdout).attribution);
});

const stdin = (content: Buffer | string) => ({
  async *[Symbol.asyncIterator]() {
    yield content;
  },
});

describe('each explanation has a file of its own', () => {
  beforeAll(async () => {
    for (const place of ['one', 'two']) mkdirSync(file(`places/${place}`), { recursive: true });
    cpSync(demoDigit(1), file('places/one/a.png'));
    cpSync(demoDigit(2), file('places/two/a.png'));
    await sharp(demoDigit(9)).jpeg().toFile(file('places/two/a.jpg'));
    await sharp(demoDigit(9)).jpeg().toFile(file('places/two/b.jpg'));
  });

  test.each([
    ['of two formats', ['places/two/a.png', 'places/two/a.jpg'], ['a.png-Gradient', 'a.jpg-Gradient']],
    ['of two folders', ['places/one/a.png', 'places/two/a.png'], ['one-a.png-Gradient', 'two-a.png-Gradient']],
    ['twice', ['places/one/a.png', 'places/one/a.png'], ['a-Gradient', 'a-2-Gradient']],
    ['of other names', ['places/one/a.png', 'places/two/b.jpg'], ['a-Gradient', 'b-Gradient']],
  ])('images %s', async (how, inputs, names) => {
    const out = file(`own ${how}`);
    const reports = await said('--input', ...inputs.map(file), '--out', out, '--save', out);
    const written = reports.map(({ heatmap }) => path.basename(heatmap, '.png'));
    expect(readdirSync(out).length).toBe(2 * inputs.length);
    expect(written.map((one, at) => one.slice(-names[at].length))).toEqual(names);
  });

  test('rows of tables, series and texts, in the order in which they are named', async () => {
    const rows = path.join(__dirname, '../../models/penguins');
    const table = ['explain', '--model', `${rows}/model.json`, '--method', 'Gradient', '--engine', 'cpu', '--json'];
    const samples = `${rows}/samples.csv`;
    const both = await xai([...table, '--csv', samples, '--row', '1', '--row', '0', '--out', file('rows')]);
    const reports = JSON.parse(both.stdout) as { input: string; heatmap: string }[];
    expect(reports.map(({ input }) => input)).toEqual([`${samples}, row 1`, `${samples}, row 0`]);
    expect(reports.map(({ heatmap }) => path.basename(heatmap))).toEqual([
      'samples-1-Gradient.svg',
      'samples-0-Gradient.svg',
    ]);
    const spam = path.join(__dirname, '../fixtures/spam/model.json');
    const texts = ['--text', 'free money now', '--text', 'free money now', '--method', 'Gradient', '--engine', 'cpu'];
    const said = await xai(['explain', '--model', spam, ...texts, '--json', '--out', file('texts')]);
    expect({ stderr: said.stderr, count: JSON.parse(said.stdout).length }).toEqual({ stderr: '', count: 2 });
    expect(readdirSync(file('texts')).length).toBe(2);
  });

  test('a folder of one image is a folder, and what is made of it goes into one', async () => {
    const [report, ...more] = await said(
      '--input',
      file('places/one'),
      '--out',
      file('of-one'),
      '--save',
      file('of-one'),
    );
    expect({ heatmap: report.heatmap, more }).toEqual({ heatmap: file('of-one/a-Gradient.png'), more: [] });
    expect(readdirSync(file('of-one')).sort()).toEqual(['a-Gradient.png', 'a-Gradient.safetensors']);
  });
});

describe('standard output', () => {
  const quiet = base.filter((one) => one !== '--json');

  test.each([
    ['--out', '-', '--save', file('same.safetensors')],
    ['--save', '-', '--out', file('same.png')],
  ])('%s - has what the file has, and the report is elsewhere', async (option, name, other, kept) => {
    const there = option === '--out' ? file('same.png') : file('same.safetensors');
    await xai([...quiet, '--input', demoDigit(9), '--out', file('same.png'), '--save', file('same.safetensors')]);
    const parts: (string | Uint8Array)[] = [];
    let told = '';
    const code = await run([...quiet, '--input', demoDigit(9), option, name, other, kept], {
      stdout: { write: (part) => parts.push(part) },
      stderr: {
        write(part) {
          told += part;
        },
      },
    });
    expect({ code, parts: parts.length }).toEqual({ code: 0, parts: 1 });
    expect(told).toContain('Explained     9 = ');
    expect(Buffer.from(parts[0] as Uint8Array).length).toBe(readFileSync(there).length);
  });

  test.each([
    [['--out', '-', '--save', '-'], '--save is "-"; expected a file: --out is written to standard output.'],
    [['--out', '-', '--json'], '--out is "-"; expected a file: --json is written to standard output.'],
    [['--out', '-.gif'], 'expected a name that ends in .png'],
    [['--out', '-', '--input', demoDigit(1)], '--out is "-"; expected a folder, for several explanations.'],
  ])('%j', async (options, message) => {
    const { code, stdout, stderr } = await xai([...quiet, '--input', demoDigit(9), ...options]);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a terminal shows no bytes', async () => {
    const options = [...quiet, '--input', demoDigit(9), '--out', '-'];
    const { code, stderr } = await xai(options, { isTTY: true });
    expect(stderr).toContain('a terminal shows no such bytes');
    expect(code).toBe(2);
  });
});

test('what came from standard input is called so', async () => {
  const nine = await xai([...base, '--input', '-', '--out', file('from')], {
    stdin: stdin(readFileSync(demoDigit(9))),
  });
  expect(JSON.parse(nine.stdout).heatmap).toBe(file('from/stdin-Gradient.png'));
});

test.each([
  ['a folder of no images', () => ['--input', file('kept')], 'expected files that end in .png, .jpg'],
  ['a pattern that nothing fits', () => ['--input', file('x*.png')], 'expected a pattern that fits'],
  ['no standard input', () => ['--input', '-'], 'There is no standard input'],
])('%s', async (_, options, message) => {
  const { code, stdout, stderr } = await xai([...base, ...options()]);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
