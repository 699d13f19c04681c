import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { type AnalyzersByName, type EvaluationBatch, estimate, type Metric } from 'xai-metrics';
import { checkFolder, describeRun } from 'xai-recipes/node';
import type { PlannedRun } from '../datasets/planned-run';
import type { ReadyTask } from '../datasets/run-task';
import { UsageError } from '../errors/errors';
import type { Asked } from './asked';
import type { Costs } from './findings';
import type { JudgedMethods } from './methods';
import { makeMetrics } from './metrics';
import { type BrokenItem, samplesOf } from './samples';
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
  readonly judged: JudgedMethods;
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

/** An evaluation as it was planned: what is judged by what, and what that takes. Whoever has it frees it. */
export interface PlannedEvaluation {
  readonly analyzers: AnalyzersByName;
  readonly model: Model;
  readonly metrics: readonly Metric[];
  readonly count: number;
  samples(): AsyncIterable<EvaluationBatch>;
  /** Items that were left out, once the samples were read. */
  readonly broken: BrokenItem[];
  /** What tells the folder of this evaluation from that of another. */
  readonly run: ReturnType<typeof describeRun>;
  readonly costs: Costs;
  /** The cases whose truth is known, and how they are judged. */
  readonly cases: readonly KnownCase[];
  readonly known: JudgeCases;
  dispose(): void;
}

/**
 * Plans an evaluation: nothing is judged or written yet.
 *
 * @throws {FileError} when its folder holds another one
 */
export async function planEvaluation(parts: EvaluationParts): Promise<PlannedEvaluation> {
  const { planned, ready, judged, asked, settings } = parts;
  const { items, recipe } = planned;
  const { prepared, engine } = ready;
  const { seed, batchSize, take, signal, out } = settings;
  const absent: Tensor = reshape(judged.absent, judged.absent.shape.slice(1));
  try {
    const metrics = makeMetrics(asked.metrics, { kind: recipe.input.kind, absent });
    const methods = Object.keys(judged.analyzers);
    const truth = asked.truths.length > 0 && { truth: asked.truths };
    const run = describeRun({ ...ready.task, methods, metrics: asked.metrics, seed, ...truth }, items, batchSize);
    await checkFolder(out, run);
    const model = prepared.loaded.model as Model;
    const broken: BrokenItem[] = [];
    const { executor } = engine;
    const target = targetOf(prepared.selected.output);
    const samples = (size = batchSize) => samplesOf(prepared, items, broken, { batchSize: size, target, signal });
    const plan = await estimate(judged.analyzers, model, samples(1), metrics, {
      seed,
      signal,
      executor,
      samples: items.length,
    });
    const known = { methods, samples: take ?? KNOWN_SAMPLES, seed, batchSize, executor, signal };
    const cases = asked.truths.flatMap((name) => lessons[name]?.(seed) ?? []);
    if (asked.truths.includes('decoys'))
      cases.push(...(await decoys({ model, background: judged.absent, images: samples(), seed })));
    const costs = { estimate: plan, truth: await estimateCases(cases, known) };
    broken.length = 0;
    const { analyzers } = judged;
    return {
      analyzers,
      model,
      metrics,
      count: items.length,
      samples,
      broken,
      run,
      costs,
      cases,
      known,
      dispose: () => absent.dispose(),
    };
  } catch (error) {
    absent.dispose();
    throw error;
  }
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
