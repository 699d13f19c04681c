import path from 'node:path';
import { evaluate, MEDIUM_CORRELATION } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { claimFolder } from 'xai-recipes/node';
import { type DataOptions, type PlannedRun, plannedRun } from '../datasets/planned-run';
import { type ReadyTask, readyTask } from '../datasets/run-task';
import { askedOf, type GivenNames } from '../evaluation/asked';
import type { Findings } from '../evaluation/findings';
import { costOf, findingsText, plainFindings, plainPlan, planText } from '../evaluation/in-words';
import { judgedMethods } from '../evaluation/methods';
import { changingIn } from '../evaluation/metrics';
import { patternsSection } from '../evaluation/patterns';
import { type PlannedEvaluation, planEvaluation } from '../evaluation/planned-evaluation';
import { reportPictures } from '../evaluation/report-pictures';
import { readableItem } from '../evaluation/samples';
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
    const like = await readableItem(ready.prepared, planned.items, options.data);
    const judging = { isSanity: sanity === true, changing: changingIn(asked.metrics) };
    const judged = await judgedMethods(ready.prepared, like, asked.methods, judging);
    try {
      const settings = { out: options.out, seed, batchSize, take, signal: surroundings.signal };
      const evaluation = await planEvaluation({ planned, ready, judged, asked, settings });
      try {
        for (const line of judged.left) surroundings.stderr.write(`left out: ${limited(line)}\n`);
        if (options.dryRun) tellPlan(evaluation, options, surroundings);
        else await judge(evaluation, planned, ready, options, surroundings);
      } finally {
        evaluation.dispose();
      }
    } finally {
      await judged.dispose();
    }
  } finally {
    await ready.dispose();
  }
}

function tellPlan({ costs }: PlannedEvaluation, { json, out }: EvaluateOptions, { stdout }: Console): void {
  const said = `${planText(costs)}\n${costOf(costs)} Nothing was written to ${out}.\n`;
  stdout.write(json ? jsonText(plainPlan(costs)) : said);
}

/** Judges, writes the report, and says what was found. */
async function judge(
  evaluation: PlannedEvaluation,
  planned: PlannedRun,
  ready: ReadyTask,
  options: EvaluateOptions,
  { stdout, stderr, signal }: Console,
): Promise<void> {
  const { analyzers, model, metrics, count, broken, costs, cases, known } = evaluation;
  const { out, seed, batchSize, sanity: isSanity = false, limit = MEDIUM_CORRELATION } = options;
  stderr.write(`${costOf(costs)}\n`);
  await claimFolder(out, evaluation.run);
  const progress = new ProgressLine(stderr);
  const total = count * costs.estimate.methods.length * metrics.length;
  const tell = (what: string, state: { done: number; total: number }) => progress.show(what, state);
  try {
    const table = await evaluate(analyzers, model, evaluation.samples(), metrics, {
      ...{ seed, signal, batchSize, executor: ready.engine.executor },
      journal: fileJournal(path.join(out, 'journal.jsonl')),
      onProgress: ({ done }) => progress.show('scores', { done, total }),
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
