import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { demoDigit, demoModel } from '../../src';
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
  const stdin = (content: Buffer | string) => ({
    async *[Symbol.asyncIterator]() {
      yield content;
    },
  });
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

test.each([
  ['a folder of no images', () => ['--input', file('kept')], 'expected files that end in .png, .jpg'],
  ['a pattern that nothing fits', () => ['--input', file('x*.png')], 'expected a pattern that fits'],
  ['no standard input', () => ['--input', '-'], 'There is no standard input'],
])('%s', async (_, options, message) => {
  const { code, stdout, stderr } = await xai([...base, ...options()]);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
