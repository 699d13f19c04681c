import { estimate } from 'xai-metrics';
import { checkFolder, describeRun } from 'xai-recipes/node';
import type { PlannedRun } from '../datasets/planned-run';
import type { ReadyTask } from '../datasets/run-task';
import type { Asked } from './asked';
import type { Costs } from './findings';
import type { Judging } from './judging';
import { decoys } from './truth/decoy-cases';
import { estimateCases, type JudgeCases } from './truth/judge-cases';
import type { KnownCase } from './truth/known-case';
import { lessons } from './truth/truth-names';

/** So many samples of a benchmark are judged, unless it is said how many. */
const KNOWN_SAMPLES = 100;

/** What an evaluation is made of. */
export interface EvaluationParts {
  readonly planned: PlannedRun;
  readonly ready: ReadyTask;
  readonly judging: Judging;
  readonly asked: Asked;
  readonly settings: EvaluationSettings;
}

/** How an evaluation goes. */
export interface EvaluationSettings {
  readonly out: string;
  readonly seed: number;
  readonly batchSize: number;
  /** How many samples were asked for. */
  readonly take?: number;
  readonly signal?: AbortSignal;
}

/** What an evaluation takes, and what it is of. */
export interface PlannedEvaluation {
  readonly count: number;
  /** What tells the folder of this evaluation from that of another. */
  readonly run: ReturnType<typeof describeRun>;
  readonly costs: Costs;
  /** The cases whose truth is known, and how they are judged. */
  readonly cases: readonly KnownCase[];
  readonly known: JudgeCases;
}

/**
 * Plans an evaluation: nothing is judged or written yet.
 *
 * @throws {FileError} when its folder holds another one
 */
export async function planEvaluation(parts: EvaluationParts): Promise<PlannedEvaluation> {
  const { planned, ready, judging, asked, settings } = parts;
  const { items } = planned;
  const { executor } = ready.engine;
  const { analyzers, model, metrics, samples } = judging;
  const { seed, batchSize, take, signal, out } = settings;
  const methods = Object.keys(analyzers);
  const truth = asked.truths.length > 0 && { truth: asked.truths };
  const run = describeRun({ ...ready.task, methods, metrics: asked.metrics, seed, ...truth }, items, batchSize);
  await checkFolder(out, run);
  const options = { seed, signal, executor, samples: items.length };
  const plan = await estimate(analyzers, model, samples(1), metrics, options);
  const known = { methods, samples: take ?? KNOWN_SAMPLES, seed, batchSize, executor, signal };
  const cases = asked.truths.flatMap((name) => lessons[name]?.(seed) ?? []);
  if (asked.truths.includes('decoys'))
    cases.push(...(await decoys({ model, background: judging.absent, images: samples(), seed })));
  const costs = { estimate: plan, truth: await estimateCases(cases, known) };
  judging.broken.length = 0;
  return { count: items.length, run, costs, cases, known };
}
