import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zeros } from '@tensorflow/tfjs-core';
import { TensorBag } from 'xai-base';
import { evaluate } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { methodsFor } from '../methods/methods-for';
import type { Finding, Study } from './study';

/** Where findings are kept, and of how many samples. */
export interface Run {
  readonly folder: string;
  /** At most so many samples of a study are explained; as many as each says, if left out. */
  readonly samples?: number;
}

/**
 * Runs a study, model by model. What is done stands in the folder: findings that are there are not found again, and a model that was being judged goes on with
 * the method and batch that it was at.
 */
export async function runStudy(study: Study, run: Run, log: (line: string) => void): Promise<void> {
  mkdirSync(run.folder, { recursive: true });
  const { name, chapter, models, metrics } = study;
  for (const [modelName, prepare] of Object.entries(models)) {
    const file = fileOf(study, modelName, run);
    if (existsSync(file)) continue;
    const begin = performance.now();
    const { model, accuracy } = await prepare();
    const trained = performance.now();
    const bag = new TensorBag();
    try {
      const background = bag.add(zeros([1, ...study.shape]));
      const journal = fileJournal(`${file}l`);
      const data = study.data(samplesOf(study, run));
      const options = { batchSize: 25, seed: 1, journal };
      const table = await evaluate(methodsFor({ ...study, model, background, bag }), model, data, metrics, options);
      const finding: Finding = { name, chapter, model: modelName, accuracy, table: table.toJSON() };
      writeFileSync(`${file}.part`, JSON.stringify(finding));
      renameSync(`${file}.part`, file); // whole, or not there
    } finally {
      bag.dispose();
      model.dispose?.();
    }
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(0);
    log(
      `${name}, ${modelName}: accuracy ${accuracy}; ${seconds(begin, trained)} s of training, ${seconds(trained, performance.now())} s of judging`,
    );
  }
}

/** How many samples of a study a run explains. */
export function samplesOf({ samples }: Study, run: Run): number {
  return Math.min(samples, run.samples ?? samples);
}

/** What is done of some studies, and what is missing, by name. */
export function findingsIn(studies: readonly Study[], run: Run): { findings: Finding[]; missing: string[] } {
  const [findings, missing]: [Finding[], string[]] = [[], []];
  for (const study of studies)
    for (const model of Object.keys(study.models)) {
      const file = fileOf(study, model, run);
      if (existsSync(file)) findings.push(JSON.parse(readFileSync(file, 'utf8')));
      else missing.push(`${study.name}, ${model}`);
    }
  return { findings, missing };
}

/** Where the findings of a study by a model stand; runs of other numbers of samples have their own. */
function fileOf(study: Study, model: string, run: Run): string {
  const name = `${study.name} ${model} ${samplesOf(study, run)}`;
  return path.join(run.folder, `${name.replaceAll(/\W+/g, '-')}.json`);
}
