import { reshape } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import type { AnalyzersByName, EvaluationBatch, Metric } from 'xai-metrics';
import type { Item, RunItem } from 'xai-recipes';
import type { ReadyTask } from '../datasets/run-task';
import { UsageError } from '../errors/errors';
import { type JudgedMethods, judgedMethods } from './methods';
import { changingIn, makeMetrics } from './metrics';
import { type BrokenItem, readableItem, samplesOf } from './samples';

/** What is judged, by what. */
export interface JudgingParts {
  readonly items: readonly RunItem<Item>[];
  /** Where the items are from, for messages. */
  readonly data: string;
  /** Usual ones that explain the model, if they are left out. */
  readonly methods?: readonly string[];
  readonly metrics: readonly string[];
  readonly isSanity?: boolean;
  readonly batchSize: number;
  readonly signal?: AbortSignal;
}

/** Methods, metrics and samples, as whoever works at an evaluation has them. */
export interface Judging {
  readonly analyzers: AnalyzersByName;
  readonly model: Model;
  readonly metrics: readonly Metric[];
  samples(batchSize?: number): AsyncIterable<EvaluationBatch>;
  /** Items that were left out, once the samples were read. */
  readonly broken: BrokenItem[];
  /** What inputs are compared with, `[1, ...]`; it is freed with the methods. */
  readonly absent: JudgedMethods['absent'];
  /** Those of the usual methods that do not explain the model, and why. */
  readonly left: readonly string[];
  dispose(): Promise<void>;
}

/**
 * Makes methods, metrics and samples ready.
 *
 * @throws {UsageError} for methods or metrics that do not judge this model
 */
export async function readyJudging({ prepared }: ReadyTask, parts: JudgingParts): Promise<Judging> {
  const { items, data, methods, metrics: names, isSanity = false, batchSize, signal } = parts;
  const target = targetOf(prepared.selected.output);
  const like = await readableItem(prepared, items, data);
  const judged = await judgedMethods(prepared, like, methods, { isSanity, changing: changingIn(names) });
  const { analyzers, absent, left } = judged;
  const ofSample = reshape(absent, absent.shape.slice(1));
  const dispose = async () => {
    ofSample.dispose();
    await judged.dispose();
  };
  try {
    const metrics = makeMetrics(names, { kind: prepared.recipe.input.kind, absent: ofSample });
    const broken: BrokenItem[] = [];
    const samples = (size = batchSize) => samplesOf(prepared, items, broken, { batchSize: size, target, signal });
    return { analyzers, model: prepared.loaded.model as Model, metrics, samples, broken, absent, left, dispose };
  } catch (error) {
    await dispose();
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
