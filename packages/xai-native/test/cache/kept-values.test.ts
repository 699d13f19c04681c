import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { NativeExecutor } from '../../src';

const workspace = path.resolve(__dirname, '../../../..');
let folder: string;
let filter: tf.Variable<tf.Rank.R4>;
let image: tf.Tensor;
const program = (x: tf.Tensor) => [
  differentiate((one) => tf.relu(tf.conv2d(one as tf.Tensor4D, filter, 1, 'same')), x).gradient,
];

beforeAll(async () => {
  await tf.setBackend('cpu');
  filter = tf.tidy(() => tf.variable(tf.randomNormal([3, 3, 64, 48], 0, 1, 'float32', 1) as tf.Tensor4D));
  image = tf.randomUniform([1, 6, 6, 64], -1, 1, 'float32', 2);
});

afterAll(() => tf.dispose([filter, image]));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xai-native-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const entries = () =>
  readdirSync(folder)
    .filter((name) => name !== 'key')
    .map((name) => path.join(folder, name));
const times = () => entries().map((file) => statSync(file).ctimeMs);

/** What another executor finds, which knows nothing of those before it. */
async function found(cache?: string): Promise<Float32Array> {
  const executor = await NativeExecutor.create({ cache, constants: false, threads: 1 });
  const [gradient] = await executor.run(program, [image]);
  const values = await gradient.data<'float32'>();
  gradient.dispose();
  await executor.dispose();
  return values;
}

test('those who come later find what was made, and the same bits', async () => {
  const expected = await found();
  expect(entries()).toEqual([]);
  expect(await found(folder)).toEqual(expected);
  const contents = entries().map((file) => readFileSync(file));
  expect(contents.length).toBeGreaterThan(0);
  // what is kept is what is computed with: another content, whole, is another result
  expect(await found(folder)).toEqual(expected);
  expect(entries().map((file) => readFileSync(file))).toEqual(contents);
});

test('entries that are broken are made again', async () => {
  const expected = await found(folder);
  const contents = entries().map((file) => readFileSync(file));
  for (const file of entries()) writeFileSync(file, 'nothing');
  expect(await found(folder)).toEqual(expected);
  expect(entries().map((file) => readFileSync(file))).toEqual(contents);
});

test('other weights are other entries, also of the same variable', async () => {
  await found(folder);
  const before = entries();
  tf.tidy(() => filter.assign(tf.neg(filter)));
  const expected = await found();
  expect(await found(folder)).toEqual(expected);
  expect(entries()).toHaveLength(2 * before.length);
  tf.tidy(() => filter.assign(tf.neg(filter)));
});

test('another process gives the same bits from the same folder', async () => {
  const expected = await found(folder);
  const before = times();
  const script = path.join(__dirname, '../support/run-with-cache.ts');
  const told = execFileSync(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: workspace,
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(workspace, 'tsconfig.json') },
  });
  expect(told.toString().trim().split('\n').at(-1)).toBe(Buffer.from(expected.buffer).toString('base64'));
  expect(entries()).toHaveLength(before.length);
});

test('how much there is, and may be, is told', async () => {
  const executor = await NativeExecutor.create({ cache: { folder, megabytes: 10 } });
  expect(executor.cache?.folder).toBe(folder);
  expect(await executor.cache?.size()).toEqual({ entries: 0, megabytes: 0, limit: 10 });
  expect((await NativeExecutor.create()).cache).toBeUndefined();
});

test('a folder that cannot be, and a limit that is none, are refused', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(NativeExecutor.create({ cache: path.join(file, 'inner') })).rejects.toThrow(
    /^cache is .*inner.*; expected a folder that Node can write to/,
  );
  await expect(NativeExecutor.create({ cache: { folder, megabytes: 0 } })).rejects.toThrow('cache.megabytes');
});
