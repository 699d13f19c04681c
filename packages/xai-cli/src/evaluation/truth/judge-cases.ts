import path from 'node:path';
import { zeros } from '@tensorflow/tfjs-core';
import { type Executor, TensorBag } from 'xai-base';
import { estimate, evaluate, type MetricTable } from 'xai-metrics';
import { fileJournal } from 'xai-metrics/journal';
import { judgedMethods } from 'xai-recipes';
import type { KnownCase, KnownModel } from './known-case';

/** How cases are judged. */
export interface JudgeCases {
  /** The methods; those that do not explain a case's model have no row there. */
  readonly methods: readonly string[];
  readonly samples: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly executor?: Executor;
  readonly signal?: AbortSignal;
}

/** What was found of a case. */
export interface JudgedCase {
  readonly name: string;
  readonly accuracy: number;
  readonly table: MetricTable;
}

/** What a case takes. */
export interface CaseEstimate {
  readonly name: string;
  /** Evaluations that learning takes, at least. */
  readonly training: number;
  /** Evaluations that judging takes. */
  readonly evaluations: number;
}

/** What cases will take. */
export function estimateCases(cases: readonly KnownCase[], options: JudgeCases): Promise<CaseEstimate[]> {
  return eachOf(cases, async (known) => {
    const { methods, samples, ...rest } = options;
    const untrained = known.untrained();
    return judging(known, untrained, methods, async (analyzers) => {
      const { seed, executor, signal } = rest;
      const plan = await estimate(analyzers, untrained.model, known.data(1, 1), known.metrics, {
        seed,
        executor,
        signal,
        samples,
      });
      return { name: known.name, training: known.training, evaluations: plan.evaluations };
    });
  });
}

/**
 * Trains the model of each case and judges the methods there. What is judged is written down in the folder.
 *
 * @param tell is told what goes on, and how much of it is done
 */
export function judgeCases(
  cases: readonly KnownCase[],
  folder: string,
  { methods, samples, batchSize, ...shared }: JudgeCases,
  tell: (what: string, progress: { done: number; total: number }) => void,
): Promise<JudgedCase[]> {
  return eachOf(cases, async (known) => {
    const { signal } = shared;
    const onProgress = (progress: { done: number; total: number }) => tell(`${known.name} learns`, progress);
    const trained = await known.trained({ signal, onProgress });
    return judging(known, trained, methods, async (analyzers) => {
      const journal = fileJournal(path.join(folder, `truth-${known.name.replaceAll(/\W+/g, '-')}.jsonl`));
      const total = samples * (Object.keys(analyzers).length + 3) * known.metrics.length;
      const table = await evaluate(analyzers, trained.model, known.data(samples, batchSize), known.metrics, {
        ...shared,
        batchSize,
        journal,
        onProgress: ({ done }) => tell(known.name, { done, total }),
      });
      return { name: known.name, accuracy: trained.accuracy, table };
    });
  });
}

/** Makes the methods for a model of a case, and frees both at the end. */
async function judging<T>(
  { modality, shape, contrast, hiding, background }: KnownCase,
  { model, dispose }: KnownModel,
  names: readonly string[],
  work: (analyzers: ReturnType<typeof judgedMethods>) => Promise<T>,
): Promise<T> {
  const bag = new TensorBag();
  try {
    const compared = bag.add(background?.() ?? zeros([1, ...shape]));
    return await work(judgedMethods({ model, modality, background: compared, contrast, hiding, names, bag }));
  } finally {
    bag.dispose();
    dispose();
  }
}

/** One after the other: memory is that of one. */
async function eachOf<T>(cases: readonly KnownCase[], work: (known: KnownCase) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const known of cases) results.push(await work(known));
  return results;
}
