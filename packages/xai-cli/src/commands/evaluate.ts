import path from 'node:path';
import { reshape } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { estimate, evaluate, MEDIUM_CORRELATION } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { checkFolder, claimFolder, describeRun } from 'xai-recipes/node';
import { type DataOptions, plannedRun } from '../datasets/planned-run';
import { readyTask } from '../datasets/run-task';
import { UsageError } from '../errors/errors';
import { costOf, findingsText, plainFindings, plainPlan, planText } from '../evaluation/in-words';
import { judgedMethods } from '../evaluation/methods';
import { changingIn, makeMetrics, metricNames, sanityMetrics, usualMetrics } from '../evaluation/metrics';
import { checkPlaces, patternsSection } from '../evaluation/patterns';
import { reportPage } from '../evaluation/report-page';
import { type BrokenItem, readableItem, samplesOf } from '../evaluation/samples';
import { saveReport } from '../evaluation/save-report';
import { decoys } from '../evaluation/truth/decoy-cases';
import { estimateCases, judgeCases } from '../evaluation/truth/judge-cases';
import { lessons, truthNames } from '../evaluation/truth/truth-names';
import { filesNamed } from '../files/files-named';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** The options of `xai evaluate`, as the command line gives them. */
export interface EvaluateOptions extends DataOptions {
  readonly methods?: readonly string[];
  readonly metrics?: readonly string[];
  /** How many items, evenly spread. */
  readonly samples?: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly sanity?: boolean;
  /** From which on a rank correlation fails a sanity check. */
  readonly limit?: number;
  /** The names of benchmarks whose truth is known. */
  readonly truth?: readonly string[];
  /** Whether the report says what the model does over the data, by the first method. */
  readonly patterns?: boolean;
  readonly dryRun?: boolean;
}

/** So many samples of a benchmark are judged, unless it is said how many. */
const KNOWN_SAMPLES = 100;

/** `xai evaluate`: judges methods by metrics on a data set, and writes a report. */
export async function evaluateMethods(options: EvaluateOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr, signal } = surroundings;
  const files = filesNamed(options, surroundings);
  const {
    methods: asked,
    metrics: wanted,
    sanity: isSanity = false,
    limit = MEDIUM_CORRELATION,
    truth: benchmarks = [],
    patterns: wantsPatterns = false,
    batchSize,
    samples: take,
    seed,
    ...rest
  } = options;
  const planned = await plannedRun(files, { ...rest, take }, surroundings);
  const { items, recipe } = planned;
  const { kind } = recipe.input;
  const names = metricNames([...namesIn(wanted ?? usualMetrics), ...(isSanity ? sanityMetrics : [])], kind);
  if (wantsPatterns) checkPlaces(kind);
  const truths = truthNames(namesIn(benchmarks), kind === 'image');
  const ready = await readyTask(recipe, files, planned.held);
  try {
    const { prepared, engine } = ready;
    const judged = await judgedMethods(
      prepared,
      await readableItem(prepared, items, options.data),
      asked && namesIn(asked),
      {
        isSanity,
        changing: changingIn(names),
      },
    );
    const absent = reshape(judged.absent, judged.absent.shape.slice(1));
    try {
      const { analyzers } = judged;
      const metrics = makeMetrics(names, { kind, absent });
      const methods = Object.keys(analyzers);
      const task = { ...ready.task, methods, metrics: names, seed, ...(truths.length > 0 && { truth: truths }) };
      const run = describeRun(task, items, batchSize);
      const broken: BrokenItem[] = [];
      const target = targetOf(prepared.selected.output);
      const samples = (size: number) => samplesOf(prepared, items, broken, { batchSize: size, target, signal });
      const shared = { seed, signal, executor: engine.executor };
      const model = prepared.loaded.model as Model;
      await checkFolder(options.out, run);
      const plan = await estimate(analyzers, model, samples(1), metrics, { ...shared, samples: items.length });
      const known = { methods, samples: take ?? KNOWN_SAMPLES, seed, batchSize, executor: engine.executor, signal };
      const source = { model, background: judged.absent, images: samples(batchSize), seed };
      const cases = truths.includes('decoys') ? await decoys(source) : [];
      cases.unshift(...truths.flatMap((name) => lessons[name]?.(seed) ?? []));
      const costs = { estimate: plan, truth: await estimateCases(cases, known) };
      broken.length = 0;
      for (const line of judged.left) stderr.write(`left out: ${limited(line)}\n`);
      if (options.dryRun) {
        const said = `${planText(costs)}\n${costOf(costs)} Nothing was written to ${options.out}.\n`;
        return void stdout.write(options.json ? jsonText(plainPlan(costs)) : said);
      }
      stderr.write(`${costOf(costs)}\n`);
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
        const tell = (what: string, state: { done: number; total: number }) => progress.show(what, state);
        const truth = await judgeCases(cases, options.out, known, tell);
        const onPattern = (state: { done: number; total: number }) => progress.show('patterns', state);
        const pooled = { prepared, items, method: methods[0], seed, signal, onProgress: onPattern };
        const patterns = wantsPatterns ? await patternsSection(pooled) : undefined;
        progress.clear();
        const findings = { table, isSanity, limit, truth, broken };
        const about = { model: recipe.model.source, data: options.data, seed, samples: items.length - broken.length };
        await saveReport(options.out, reportPage({ ...findings, ...about, costs, patterns }), findings);
        const report = `\nReport        ${path.join(options.out, 'index.html')}\n`;
        stdout.write(options.json ? jsonText(plainFindings(findings)) : `${findingsText(findings)}${report}`);
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
