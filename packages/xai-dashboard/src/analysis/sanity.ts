import { MEDIUM_CORRELATION, MPRT } from 'xai-metrics';
import type { Item, Prepared } from 'xai-recipes';

/** What is left of an explanation while the model forgets what it learned. */
export interface Sanity {
  /** Spearman's correlation with the explanations of the model as its layers lose their weights one after the other, the mean over these. */
  readonly similarity: number;
  /** Whether it looks at what was learned. */
  readonly passes: boolean;
}

/** The weights are always put into the same random order: asked again, a page says the same. */
const SEED = 1;

/**
 * The model parameter randomisation test of a method on an item.
 *
 * @param output the one that is explained
 * @throws for methods and models whose weights are not in reach
 * @see J. Adebayo et al.: Sanity Checks for Saliency Maps (2018)
 */
export async function sanityOf(prepared: Prepared, item: Item, output: number, signal?: AbortSignal): Promise<Sanity> {
  const { analyzer, dispose } = await prepared.judged(item);
  const input = await prepared.inputOf(item);
  try {
    const explain = typeof analyzer === 'function' ? analyzer : () => analyzer;
    const task = { model: prepared.loaded.model as never, input, explain, target: [output] };
    const {
      scores: [similarity],
    } = await new MPRT().evaluate(task, { seed: SEED, signal });
    return { similarity, passes: !(similarity > MEDIUM_CORRELATION) };
  } finally {
    input.dispose();
    dispose();
  }
}
