import { throwIfAborted } from 'xai-base';
import type { SpectralRelevance } from 'xai-patterns';
import type { ExplainOptions, Item, Prepared, Shown } from 'xai-recipes';

/** By how many strategies an output is decided. */
export interface Strategies {
  /** Its samples are places in `items`. */
  readonly analysis: SpectralRelevance;
  /** Of each sample, its place among the items that were looked through. */
  readonly items: readonly number[];
  /** Whether they are those alone of which the output is the prediction, or all. */
  readonly arePredicted: boolean;
  /** Of each cluster, the explanations that are most typical of it. */
  readonly typical: readonly (readonly Shown[])[];
  /** How many items there were that cannot be explained. */
  readonly broken: number;
}

/** An item that was explained. */
interface Sample {
  readonly item: number;
  readonly shown: Shown;
}

/** From so many samples on, those alone that have the prediction are looked at; of fewer, what speaks for it in all others counts, too. */
const ENOUGH = 12;
/** So many samples of each cluster are shown. */
const SHOWN = 6;
/** Between two batches, progress is told and an end is heard of. */
const MOST_AT_ONCE = 16;
/** Of the first centres of clusters: asked again, a page says the same. */
const SEED = 1;

/**
 * Spectral relevance analysis of items: which of their explanations are alike, and into how many clusters they fall.
 *
 * @param prepared of a recipe that selects one output for all
 * @param batchSize how many samples the model takes at once
 * @throws {ValueError} for fewer than 3 items that can be explained
 * @throws {AbortError} when the signal fires
 * @see S. Lapuschkin et al.: Unmasking Clever Hans Predictors and Assessing What Machines Really Learn (2019)
 */
export async function strategiesOf(
  prepared: Prepared,
  items: readonly Item[],
  batchSize: number,
  { signal, onProgress }: ExplainOptions = {},
): Promise<Strategies> {
  const { spectralRelevance } = await import('xai-patterns');
  const samples: Sample[] = [];
  const step = Math.min(batchSize, MOST_AT_ONCE);
  for (let from = 0; from < items.length; from += step) {
    throwIfAborted(signal);
    samples.push(...(await explainSome(prepared, items.slice(from, from + step), from, signal)));
    onProgress?.({ done: Math.min(from + step, items.length), total: items.length });
  }
  const predicted = samples.filter(isPredicted);
  const arePredicted = predicted.length >= ENOUGH && predicted.length < samples.length;
  const looked = arePredicted ? predicted : samples;
  const analysis = await spectralRelevance(
    looked.map(({ shown }) => shown.explanation),
    { seed: SEED, signal },
  );
  const typical = analysis.clusters.map((all) => all.slice(0, SHOWN).map((sample) => looked[sample].shown));
  return {
    ...{ analysis, items: looked.map(({ item }) => item), typical },
    arePredicted: looked.every(isPredicted),
    broken: items.length - samples.length,
  };
}

/** Those of some items that can be explained. @param from the place of the first one */
async function explainSome(
  prepared: Prepared,
  items: readonly Item[],
  from: number,
  signal: AbortSignal | undefined,
): Promise<Sample[]> {
  const explanations = await prepared.explainBatch(items, { signal });
  const samples: Sample[] = [];
  try {
    for (const [at, one] of explanations.entries())
      if (!(one instanceof Error)) samples.push({ item: from + at, shown: await prepared.show(one) });
    return samples;
  } finally {
    for (const one of explanations) if (!(one instanceof Error)) one.dispose();
  }
}

/** Whether of several outputs none is above the one that is explained. */
function isPredicted({ shown: { explanation } }: Sample): boolean {
  const { output, outputSelection } = explanation;
  const values = Array.from(output.data);
  return values.length > 1 && values.every((value) => value <= values[outputSelection[0]]);
}
