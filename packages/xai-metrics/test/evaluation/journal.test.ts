import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { matMul, relu, setBackend, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { Gradient } from 'explainable-ai';
import { ValueError } from 'xai-base';
import { AverageDrop, Consistency, Deletion, evaluate, FaithfulnessCorrelation, MetricTable } from '../../src/index';
import { fileJournal } from '../../src/journal';
import { randomTensor, rejection } from '../support/metrics';

let weights: Tensor2D;
let input: Tensor;
let folder: string;

beforeAll(async () => {
  await setBackend('cpu');
  weights = randomTensor([6, 3], 1) as Tensor2D;
  input = randomTensor([11, 6], 2);
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
});
afterAll(() => {
  weights.dispose();
  input.dispose();
  rmSync(folder, { recursive: true });
});

const metrics = [
  new Deletion(),
  new FaithfulnessCorrelation({ size: 2, runs: 8 }),
  new AverageDrop(),
  new Consistency(),
];

function run(file: string, onModel: () => void = () => {}, options: object = {}) {
  const model = (x: Tensor) => {
    onModel();
    return relu(matMul(x as Tensor2D, weights));
  };
  const journal = fileJournal(path.join(folder, file));
  return evaluate({ Gradient: new Gradient(model) }, model, input, metrics, {
    batchSize: 2,
    seed: 4,
    journal,
    ...options,
  });
}

test('an evaluation that is killed anywhere goes on, and gives the same table and the same journal to the letter', async () => {
  const table = JSON.stringify(await run('whole'));
  const journal = readFileSync(path.join(folder, 'whole'));
  for (const cut of [0, 60, 777, journal.length - 1]) {
    const file = `cut-${cut}`;
    writeFileSync(path.join(folder, file), journal.subarray(0, cut));
    expect(JSON.stringify(await run(file))).toBe(table);
    expect(readFileSync(path.join(folder, file)).equals(journal)).toBe(true);
  }
});

test('one that fails in between goes on as well, and asks the model for what is left alone', async () => {
  let calls = 0;
  await run('counted', () => calls++);
  const all = calls;
  let left = Math.floor(all / 2);
  const failing = run('failing', () => {
    if (left-- === 0) throw new Error('no power');
  });
  expect((await rejection(failing)).message).toContain('no power');
  calls = 0;
  const resumed = await run('failing', () => calls++);
  expect(calls).toBeLessThan(0.75 * all);
  expect(JSON.stringify(resumed)).toBe(JSON.stringify(await run('counted')));
});

test('the journal of another evaluation is refused, and stays as it is', async () => {
  await run('own');
  const before = readFileSync(path.join(folder, 'own'));
  expect(await rejection(run('own', undefined, { seed: 5 }))).toBeInstanceOf(ValueError);
  expect(await rejection(run('own', undefined, { batchSize: 3 }))).toBeInstanceOf(ValueError);
  expect(readFileSync(path.join(folder, 'own')).equals(before)).toBe(true);
});

test.each([2, 3, 7])('%d workers, in any order, with one that was killed, give the table of one', async (of) => {
  const table = JSON.stringify(await run(`one of ${of}`));
  const file = `${of} workers`;
  const share = async (index: number) => run(file, undefined, { share: { index, of } });
  const own = await share(of - 1);
  const batches = [2, 2, 2, 2, 2, 1].filter((_, batch) => batch % of === of - 1);
  expect(own.values('Gradient', 'Deletion')).toHaveLength(batches.reduce((sum, size) => sum + size, 0));
  expect(own.values('Gradient', 'Consistency').every(Number.isNaN)).toBe(true);
  const journal = readFileSync(path.join(folder, file));
  truncateSync(path.join(folder, file), journal.length - 5);
  for (let index = of - 1; index >= 0; index--) await share(index);
  expect(JSON.stringify(await run(file))).toBe(table);
});

test.each([
  ['index', { index: 2, of: 2 }],
  ['index', { index: -1, of: 2 }],
  ['of', { index: 0, of: 0 }],
])('a share whose %s is none is refused', async (name, share) => {
  const error = await rejection(run('none', undefined, { share }));
  expect(error).toBeInstanceOf(ValueError);
  expect(error.message).toContain(`share.${name}`);
});

test('a table is the same from its JSON, and of two halves', async () => {
  const file = path.join(folder, 'json');
  const table = await run('json');
  truncateSync(file);
  appendFileSync(file, '');
  const again = MetricTable.fromJSON(JSON.parse(JSON.stringify(table)));
  expect(JSON.stringify(again)).toBe(JSON.stringify(table));
  expect(again.summary('Gradient', 'Deletion')).toEqual(table.summary('Gradient', 'Deletion'));
  const { mean, count, places, low, high } = again.curve('Gradient', 'Deletion');
  expect([count, mean.length, places[0], places[6]]).toEqual([11, 7, 0, 1]);
  expect(low.every((value, point) => value <= mean[point] && mean[point] <= high[point])).toBe(true);
});
