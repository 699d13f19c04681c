import path from 'node:path';
import { evaluate, MEDIUM_CORRELATION } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { claimFolder } from 'xai-recipes/node';
import { type DataOptions, type PlannedRun, plannedRun } from '../datasets/planned-run';
import { type ReadyTask, readyTask } from '../datasets/run-task';
import { threadFile } from '../datasets/threads';
import { type Asked, askedOf, type GivenNames } from '../evaluation/asked';
import { type Following, judgeInThreads } from '../evaluation/evaluation-threads';
import type { Findings } from '../evaluation/findings';
import { costOf, findingsText, plainFindings, plainPlan, planText } from '../evaluation/in-words';
import { type Judging, readyJudging } from '../evaluation/judging';
import { patternsSection } from '../evaluation/patterns';
import { type PlannedEvaluation, planEvaluation } from '../evaluation/planned-evaluation';
import { reportPictures } from '../evaluation/report-pictures';
import { saveReport } from '../evaluation/save-report';
import { judgeCases } from '../evaluation/truth/judge-cases';
import { filesNamed } from '../files/files-named';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** The options of `xai evaluate`, as the command line gives them. */
export interface EvaluateOptions extends DataOptions, GivenNames {
  /** How many items, evenly spread. */
  readonly samples?: number;
  readonly seed: number;
  readonly batchSize: number;
  /** How many threads judge. */
  readonly workers?: number;
  /** From which on a rank correlation fails a sanity check. */
  readonly limit?: number;
  readonly dryRun?: boolean;
}

/** `xai evaluate`: judges methods by metrics on a data set, and writes a report. */
export async function evaluateMethods(options: EvaluateOptions, surroundings: Console): Promise<void> {
  const { methods, metrics, truth, sanity, patterns, limit, samples: take, seed, batchSize, ...data } = options;
  const files = filesNamed(options, surroundings);
  const planned = await plannedRun(files, { ...data, take }, surroundings);
  const asked = askedOf({ methods, metrics, truth, sanity, patterns }, planned.recipe.input.kind);
  const ready = await readyTask(planned.recipe, files, planned.held);
  try {
    const { items } = planned;
    const { signal } = surroundings;
    const parts = { items, data: options.data, ...asked, isSanity: sanity === true, batchSize, signal };
    const judging = await readyJudging(ready, parts);
    try {
      const settings = { out: options.out, seed, batchSize, take, signal };
      const plan = await planEvaluation({ planned, ready, judging, asked, settings });
      for (const line of judging.left) surroundings.stderr.write(`left out: ${limited(line)}\n`);
      if (options.dryRun) tellPlan(plan, options, surroundings);
      else await judge({ planned, ready, judging, asked, plan }, options, surroundings);
    } finally {
      await judging.dispose();
    }
  } finally {
    await ready.dispose();
  }
}

function tellPlan({ costs }: PlannedEvaluation, { json, out }: EvaluateOptions, { stdout }: Console): void {
  const said = `${planText(costs)}\n${costOf(costs)} Nothing was written to ${out}.\n`;
  stdout.write(json ? jsonText(plainPlan(costs)) : said);
}

/** All that an evaluation is made of. */
interface Evaluation {
  readonly planned: PlannedRun;
  readonly ready: ReadyTask;
  readonly judging: Judging;
  readonly asked: Asked;
  readonly plan: PlannedEvaluation;
}

/** Judges, writes the report, and says what was found. */
async function judge(
  evaluation: Evaluation,
  options: EvaluateOptions,
  { stdout, stderr, signal }: Console,
): Promise<void> {
  const { planned, ready, judging, plan } = evaluation;
  const { analyzers, model, metrics, broken } = judging;
  const { count, costs, cases, known } = plan;
  const { out, seed, batchSize, sanity: isSanity = false, limit = MEDIUM_CORRELATION } = options;
  stderr.write(`${costOf(costs)}\n`);
  await claimFolder(out, plan.run);
  const progress = new ProgressLine(stderr);
  const total = count * costs.estimate.methods.length * metrics.length;
  const tell = (what: string, state: { done: number; total: number }) => progress.show(what, state);
  try {
    const journal = fileJournal(path.join(out, 'journal.jsonl'));
    const onDone = (done: number) => progress.show('scores', { done, total });
    await byThreads(evaluation, options, { signal, append: journal.append, onDone });
    const table = await evaluate(analyzers, model, judging.samples(), metrics, {
      ...{ seed, signal, batchSize, executor: ready.engine.executor, journal },
      onProgress: ({ done }) => onDone(done),
    });
    const truth = await judgeCases(cases, out, known, tell);
    const findings: Findings = { table, isSanity, limit, truth, broken };
    const patterns = options.patterns
      ? await patternsSection({
          ...{ prepared: ready.prepared, items: planned.items, method: known.methods[0], seed, signal },
          onProgress: (state) => tell('patterns', state),
        })
      : undefined;
    progress.clear();
    const about = { model: planned.recipe.model.source, data: options.data, seed, samples: count - broken.length };
    await saveReport(out, { ...findings, ...about, costs, patterns, pictures: reportPictures(table) });
    const report = `\nReport        ${path.join(out, 'index.html')}\n`;
    stdout.write(options.json ? jsonText(plainFindings(findings)) : `${findingsText(findings)}${report}`);
    if (broken.length > 0) {
      const [{ name, message }] = broken;
      stderr.write(`warning: ${broken.length} items were left out, such as ${name}: ${limited(message)}\n`);
    }
  } finally {
    progress.clear();
  }
}

/** Has threads judge the batches, where several are asked for and there is enough to do: the journal says then what they found. */
async function byThreads(
  { planned, ready, judging, asked }: Evaluation,
  { data, out, offline, seed, batchSize, workers = 1 }: EvaluateOptions,
  following: Following,
): Promise<void> {
  const { items, held } = planned;
  const file = threadFile('evaluation-thread');
  const count = Math.min(workers, Math.ceil(items.length / batchSize));
  if (count === 1 || file === undefined) return;
  const lines = await fileJournal(path.join(out, 'journal.jsonl')).read();
  const methods = Object.keys(judging.analyzers);
  const { task } = ready;
  const shared = { task, held, offline, items, data, methods, metrics: asked.metrics, seed, batchSize, lines };
  await judgeInThreads(file, count, shared, following);
}
