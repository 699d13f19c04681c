import path from 'node:path';
import { reshape } from '@tensorflow/tfjs-core';
import { type Estimate, estimate, evaluate, type MetricTable } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { checkFolder, claimFolder, describeRun } from 'xai-recipes/node';
import { type DataOptions, plannedRun } from '../datasets/planned-run';
import { readyTask } from '../datasets/run-task';
import { UsageError } from '../errors/errors';
import { judgedMethods } from '../evaluation/methods';
import { changingIn, makeMetrics, metricNames, sanityMetrics, usualMetrics } from '../evaluation/metrics';
import { reportPage } from '../evaluation/report-page';
import { reportPictures } from '../evaluation/report-pictures';
import { type BrokenItem, samplesOf } from '../evaluation/samples';
import { sanityLines, sanityOf } from '../evaluation/sanity';
import { filesNamed } from '../files/files-named';
import { saveFile } from '../files/save-file';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';
import { type Align, table as textTable } from '../terminal/table';

/** The options of `xai evaluate`, as the command line gives them. */
export interface EvaluateOptions extends DataOptions {
  readonly methods?: readonly string[];
  readonly metrics?: readonly string[];
  /** How many items, evenly spread. */
  readonly samples?: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly sanity?: boolean;
  readonly dryRun?: boolean;
}

/** `xai evaluate`: judges methods by metrics on a data set, and writes a report. */
export async function evaluateMethods(options: EvaluateOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr, signal } = surroundings;
  const files = filesNamed(options, surroundings);
  const {
    methods: asked,
    metrics: wanted,
    sanity: isSanity = false,
    batchSize,
    samples: take,
    seed,
    ...rest
  } = options;
  const planned = await plannedRun(files, { ...rest, take }, surroundings);
  const { items, recipe } = planned;
  const { kind } = recipe.input;
  const names = metricNames([...namesIn(wanted ?? usualMetrics), ...(isSanity ? sanityMetrics : [])], kind);
  const ready = await readyTask(recipe, files, planned.held);
  try {
    const { prepared, engine } = ready;
    const judged = await judgedMethods(prepared, items[0].item, asked && namesIn(asked), {
      isSanity,
      changing: changingIn(names),
    });
    const absent = reshape(judged.absent, judged.absent.shape.slice(1));
    try {
      const { analyzers } = judged;
      const metrics = makeMetrics(names, { kind, absent });
      const task = { ...ready.task, methods: Object.keys(analyzers), metrics: names, seed };
      const run = describeRun(task, items, batchSize);
      const broken: BrokenItem[] = [];
      const target = targetOf(prepared.selected.output);
      const segments = names.includes('IROF');
      const samples = (size: number) =>
        samplesOf(prepared, items, broken, { batchSize: size, segments, target, signal });
      const shared = { seed, signal, executor: engine.executor };
      const model = prepared.loaded.model as never;
      await checkFolder(options.out, run);
      const plan = await estimate(analyzers, model, samples(1), metrics, { ...shared, samples: items.length });
      broken.length = 0;
      for (const line of judged.left) stderr.write(`left out: ${limited(line)}\n`);
      if (options.dryRun) return tellPlan(plan, options, surroundings);
      stderr.write(`${costOf(plan)}\n`);
      await claimFolder(options.out, run);
      const journal = fileJournal(path.join(options.out, 'journal.jsonl'));
      const progress = new ProgressLine(stderr);
      const total = items.length * plan.methods.length * names.length;
      try {
        const onProgress = ({ done }: { done: number }) => progress.show('scores', { done, total });
        const table = await evaluate(analyzers, model, samples(batchSize), metrics, {
          ...shared,
          batchSize,
          journal,
          onProgress,
        });
        progress.clear();
        const about = { model: recipe.model.source, data: options.data, seed, samples: items.length - broken.length };
        const page = reportPage({ table, ...about, estimate: plan, broken, isSanity });
        await save(options.out, table, page, isSanity);
        if (options.json) stdout.write(jsonText(plainOf(table, isSanity)));
        else {
          stdout.write(tableText(table));
          if (isSanity) stdout.write(`\n${sanityLines(sanityOf(table)).join('\n')}\n`);
          stdout.write(`\nReport        ${path.join(options.out, 'index.html')}\n`);
        }
        if (broken.length > 0)
          stderr.write(
            `warning: ${broken.length} items were left out, such as ${broken[0].name}: ${limited(broken[0].message)}\n`,
          );
      } finally {
        progress.clear();
      }
    } finally {
      absent.dispose();
      await judged.dispose();
    }
  } finally {
    await ready.dispose();
  }
}

/** Names that stand apart, or between commas. */
function namesIn(given: readonly string[]): string[] {
  return given
    .flatMap((part) => part.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}

/** @throws {UsageError} for an index path */
function targetOf(output: number | readonly number[] | undefined): number | undefined {
  if (output === undefined || typeof output === 'number') return output;
  const expected = 'the index or the class of an output';
  throw new UsageError(`--output is an index path; expected ${expected}.`, {
    argument: '--output',
    value: output,
    expected,
  });
}

function costOf({ evaluations, samples, perSample }: Estimate): string {
  return `About ${evaluations} evaluations of the model: ${perSample} for each of ${samples} samples.`;
}

function tellPlan(plan: Estimate, { json, out }: EvaluateOptions, { stdout }: Console): void {
  if (json) return void stdout.write(jsonText(plan));
  const rows = plan.methods.map(({ name, explanation, explanations, perSample }) =>
    [name, explanation, explanations, perSample].map(String),
  );
  const head = ['Method', 'evaluations an explanation', 'explanations a sample', 'evaluations a sample'];
  stdout.write(textTable(head, rows, ['left', 'right', 'right', 'right']));
  stdout.write(`\n${costOf(plan)} Nothing was written to ${out}.\n`);
}

function plainOf(table: MetricTable, isSanity: boolean): object {
  const summaries = table.analyzers.map((method) => [
    method,
    Object.fromEntries(table.metrics.map(({ name }) => [name, table.summary(method, name)])),
  ]);
  return {
    ...Object.fromEntries([['summary', Object.fromEntries(summaries)]]),
    ...(isSanity && { sanity: sanityOf(table) }),
  };
}

async function save(out: string, table: MetricTable, page: string, isSanity: boolean): Promise<void> {
  const write = (name: string, text: string) => saveFile(path.join(out, name), text);
  await write('table.json', `${JSON.stringify(table.toJSON())}\n`);
  await write('table.md', table.toMarkdown());
  for (const { name, plot } of reportPictures(table)) await write(`${name}.svg`, plot.toSVG());
  if (isSanity) await write('sanity.json', `${JSON.stringify(sanityOf(table), null, 2)}\n`);
  await write('index.html', page);
}

function tableText(table: MetricTable): string {
  const head = ['Method', ...table.metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`)];
  const rows = table.analyzers.map((method) => [
    method,
    ...table.metrics.map(({ name }) => {
      const { mean, count } = table.summary(method, name);
      return count === 0 ? 'undefined' : String(Number(mean.toPrecision(3)));
    }),
  ]);
  return textTable(
    head,
    rows,
    head.map((_, at): Align => (at === 0 ? 'left' : 'right')),
  );
}
