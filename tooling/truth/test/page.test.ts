import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { useWasm } from 'tfjs-gradients/wasm';
import { Columns } from 'xai-base';
import { ImportanceMassAccuracy } from 'xai-metrics';
import { GaussianTable } from 'xai-metrics/truth';
import { writePage } from '../report/page';
import { findingsIn, runStudy } from '../studies/run-study';
import type { Study } from '../studies/study';

const folder = mkdtempSync(path.join(tmpdir(), 'truth-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useWasm());

const truth = new GaussianTable({ columns: 4, clusters: 2, seed: 1 });
let prepared = 0;
const study: Study = {
  name: 'tables',
  chapter: 'tables',
  modality: 'table',
  shape: truth.shape,
  samples: 6,
  data: (count) => truth.batches(count, { batchSize: 25 }),
  models: {
    rule: async () => {
      prepared++;
      return { model: truth.model, accuracy: 1 };
    },
    broken: async () => {
      throw new Error('the power went out');
    },
  },
  metrics: [new ImportanceMassAccuracy()],
  contrast: 1,
  perturbation: new Columns(),
  draws: 20,
};

test('a run that was cut short leaves what was done, and its page names what is missing', async () => {
  const run = { folder, samples: 5 };
  await expect(runStudy(study, run, () => {})).rejects.toThrow('the power went out');
  await expect(runStudy(study, run, () => {})).rejects.toThrow('the power went out');
  expect(prepared).toBe(1); // what was found is not found again
  const found = findingsIn([study], run);
  expect(found.missing).toEqual(['tables, broken']);
  expect(found.findings.map(({ model, table }) => [model, Object.keys(table.scores.random)])).toEqual([
    ['rule', ['ImportanceMassAccuracy']],
  ]);
  expect(findingsIn([study], { folder }).findings).toEqual([]); // of six samples there is nothing
  const page = path.join(folder, 'page.md');
  const names = ['run', 'trust', 'claims', 'tetrominoes', 'large', 'planted', 'digits'];
  writeFileSync(page, names.map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`).join(''));
  writePage(page, {
    ...found,
    command: 'pnpm truth --samples 5',
    published: path.join(__dirname, '../published/xai-tris.json'),
  });
  const text = readFileSync(page, 'utf8');
  expect(text).toContain(
    'A run of `pnpm truth --samples 5`: 1 of 2 pairs of a benchmark and a model are done. Missing: tables, broken.',
  );
  expect(text).toMatch(/\| Gradient +\| +\*\*1\.00\*\* \|/);
  expect(text).toContain('Not run.');
  expect(tf.memory().numTensors).toBe(0);
});
