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
