import { MPRT } from 'xai-metrics';
import type { Item, Prepared } from 'xai-recipes';

/** What is left of an explanation when the model has forgotten what it learned. */
export interface Sanity {
  /** Spearman's correlation of the explanation with that of a model whose weights are all in a random order. */
  readonly similarity: number;
  /** Whether it looks at what was learned. */
  readonly passes: boolean;
}

/** From this correlation on, an explanation says little of what the model learned. */
const ALIKE = 0.5;

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
    const { curves } = await new MPRT().evaluate(task, { signal });
    const similarity = Number(curves[0].at(-1));
    return { similarity, passes: !(similarity > ALIKE) };
  } finally {
    input.dispose();
    dispose();
  }
}
