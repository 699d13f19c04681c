import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { int, ints, makeNode, writeModel } from 'onnx-format';
import { readPng } from 'vision-heatmaps/png';
import { methods } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { expectAlike } from '../support/alike';
import { oneOfEachGroup } from '../support/methods';
import { instead, temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = (...parts: string[]) => path.join(packageFolder(), 'models', 'seasons', ...parts);
const winter = ['explain', '--model', shipped('model.json'), '--series', shipped('samples', 'winter.csv')];
const out = ['--out', file('winter.svg')];

async function report(...more: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai(instead([...winter, ...out, '--json'], more));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('what speaks for winter is its cold, in a panel a channel', async () => {
  const said = await report('--seed', '1');
  expect(said).toMatchObject({
    method: 'KernelSHAP',
    output: { index: 0, name: 'winter' },
    attribution: { shape: [1, 28, 4] },
    comparedWith: shipped('background.csv'),
  });
  const svg = readFileSync(file('winter.svg'), 'utf8');
  for (const name of ['What speaks for winter', 'precipitation (mm)', 'wind (m/s)', 'day']) expect(svg).toContain(name);
  expect((await xai([...winter, '--out', file('winter.png')])).code).toBe(0);
  expect((await readPng(file('winter.png'))).width).toBe(1280);
});

test.each(oneOfEachGroup(methods.filter(({ inputs }) => inputs.includes('series'))))(
  '%s explains a series alike with layers and from the ONNX file, natively and by wasm',
  async (method) => {
    const seed = methods.find(({ name }) => name === method)?.options.some(({ name }) => name === 'seed')
      ? ['--seed', '1']
      : [];
    const native = await report('--method', method, '--engine', 'native', ...seed);
    expect(native).toMatchObject({ engine: 'native', output: { name: 'winter' } });
    const wasm = await report('--method', method, '--engine', 'wasm', ...seed, '--model', shipped('seasons.onnx'));
    expectAlike(wasm.attribution, native.attribution);
  },
);

test('fewer segments are wider', async () => {
  const few = await report('--segments', '2', '--method', 'KernelSHAP');
  expect(few.attribution.sum).not.toBeCloseTo((await report('--seed', '1')).attribution.sum, 1);
});

test('without description: all columns, compared with the mean of each channel', async () => {
  mkdirSync(file('bare'));
  copyFileSync(shipped('seasons.onnx'), file('bare/model.onnx'));
  const lines = readFileSync(shipped('samples', 'winter.csv'), 'utf8').trim().split('\n');
  writeFileSync(file('plain.csv'), `${lines.map((line) => line.split(',').slice(1).join(',')).join('\n')}\n`);
  const said = await report('--model', file('bare/model.onnx'), '--series', file('plain.csv'));
  expect(said.output.index).toBe(0);
  expect(said.comparedWith).toContain('the mean of each channel');

  const { code, stderr } = await xai([...winter, '--model', file('bare/model.onnx')]);
  expect(stderr).toContain('has 5 columns, date, precipitation (mm)');
  expect(stderr).toContain('expected 4, as the model takes; --features names them');
  expect(code).toBe(1);
});

test('channels that come before time, as models of PyTorch have them', async () => {
  const model = ['--model', path.join(__dirname, '..', 'fixtures', 'mean-channel.onnx')];
  writeFileSync(file('five.csv'), 'a,b\n1,0\n2,0\n3,1\n4,1\n5,1\n');
  const asked = [...model, '--series', file('five.csv'), '--method', 'Gradient'];
  const refused = await xai(instead(winter, [...asked, '--layout', 'channels-last']));
  expect(refused.stderr).toContain(
    'The model takes [any, 2, 5], so its 2 channels come before time; expected --layout channels-first',
  );
  expect(refused.code).toBe(2);
  const said = await report(...asked); // what reads the input tells where its channels stand
  expect(said.attribution).toEqual((await report(...asked, '--layout', 'channels-first')).attribution);
  expect(said.prediction[0]).toEqual({ index: 0, value: 3 });
  expect(said.attribution).toMatchObject({ shape: [1, 5, 2], sum: expect.closeTo(1, 6) });
  expect(said.comparedWith).toBeUndefined();
});

test('a recording is brought to the rate that a model takes', async () => {
  const samples = Int16Array.from({ length: 10 }, () => 16384); // half of the loudest
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // whole numbers
  head.writeUInt16LE(2, 22); // of two channels
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(file('five.wav'), Buffer.concat([head, Buffer.from(samples.buffer)]));
  const mean = { axes: ints([1, 2]), keepdims: int(0) };
  const graph = {
    ...{
      name: 'mean',
      nodes: [makeNode('ReduceMean', ['x'], ['m'], mean), makeNode('Unsqueeze', ['m', 'axis'], ['y'])],
    },
    initializers: new Map([['axis', { type: 'int64', shape: [1], data: BigInt64Array.of(1n) } as const]]),
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 10, 1] } as const],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] } as const],
  };
  writeFileSync(file('mean.onnx'), writeModel({ opsets: { '': 13 }, graph }));
  const asked = ['--model', file('mean.onnx'), '--series', file('five.wav'), '--method', 'Gradient'];
  const refused = await xai(instead(winter, [...asked, '--layout', 'channels-last']));
  expect(refused.stderr).toContain('has 5 steps of time; expected 10');
  const said = await report(...asked, '--rate', '16000');
  expect(said.attribution).toMatchObject({ shape: [1, 10, 1], sum: expect.closeTo(1, 5) });
  expect(said.prediction[0].value).toBeGreaterThan(0.3);
  expect(said.recipe.input).toMatchObject({ kind: 'series', rate: 16000 });
});

test('a series that is too short, a text in it, a reference of another length', async () => {
  const lines = readFileSync(shipped('samples', 'winter.csv'), 'utf8').trim().split('\n');
  writeFileSync(file('short.csv'), `${lines.slice(0, 8).join('\n')}\n`);
  const short = await xai(instead(winter, ['--series', file('short.csv')]));
  expect(short).toMatchObject({ code: 1, stderr: expect.stringContaining('has 7 steps of time; expected 28') });
  const reference = await xai([...winter, '--training', file('short.csv')]);
  expect(reference).toMatchObject({ code: 1, stderr: expect.stringContaining('has 7 steps of time; expected 28') });
  writeFileSync(file('text.csv'), lines.join('\n').replace('41.1', 'snow'));
  const { stderr } = await xai(instead(winter, ['--series', file('text.csv')]));
  expect(stderr).toContain('has "snow" in row 1, column "precipitation (mm)"; expected a number');
  const ansi = await xai([...winter, '--out', 'winter.ansi']);
  expect(ansi).toMatchObject({ code: 2, stderr: expect.stringContaining('ends in .png, .svg, .html.') });
});
