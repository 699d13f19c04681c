import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zeros } from '@tensorflow/tfjs-core';
import { TensorBag } from 'xai-base';
import { evaluate } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { methodsFor } from '../methods/methods-for';
import type { Findings, Study } from './study';

/**
 * Runs a study. What is done stands in the folder: findings that are there are read, and a study that was stopped goes on with the
 * method and batch that it was at.
 */
export async function runStudy(study: Study, folder: string, log: (line: string) => void): Promise<Findings> {
  mkdirSync(folder, { recursive: true });
  const file = fileOf(study.name, folder);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const models: Record<string, Findings['models'][string]> = {};
  for (const [name, prepare] of Object.entries(study.models)) {
    const begin = performance.now();
    const { model, accuracy } = await prepare();
    const trained = performance.now();
    const bag = new TensorBag();
    try {
      const background = bag.add(study.background?.() ?? zeros([1, ...study.shape]));
      const methods = methodsFor({ ...study, model, background, bag });
      const journal = fileJournal(fileOf(`${study.name} ${name}`, folder, 'jsonl'));
      const table = await evaluate(methods, model, study.data, study.metrics, { batchSize: 25, seed: 1, journal });
      models[name] = { accuracy, table: table.toJSON() };
    } finally {
      bag.dispose();
      model.dispose?.();
    }
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(0);
    log(
      `${study.name}, ${name}: accuracy ${accuracy}; ${seconds(begin, trained)} s of training, ${seconds(trained, performance.now())} s of judging`,
    );
  }
  const findings = { name: study.name, chapter: study.chapter, models };
  writeFileSync(file, JSON.stringify(findings));
  return findings;
}

/** Where the findings of a study stand; `jsonl`: the journal of one of its models. */
export function fileOf(name: string, folder: string, kind: 'json' | 'jsonl' = 'json'): string {
  return path.join(folder, `${name.replaceAll(/\W+/g, '-')}.${kind}`);
}

/** What is done, in the order of the names. */
export function findingsIn(folder: string): Findings[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
}
