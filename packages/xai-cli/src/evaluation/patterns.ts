import { type PlainExplanation, toPlain } from 'xai-base';
import { type Item, type Modality, type Prepared, type RunItem, repeatable } from 'xai-recipes';
import { groups } from '../datasets/groups';
import { UsageError } from '../errors/errors';
import { sectionHtml, sectionOf } from '../patterns/section-of';
import { heading, paragraph } from './html';

/** No more explanations are held. */
const MOST = 500;
const AT_ONCE = 32;

/** What patterns are looked for in. */
export interface PatternTask {
  readonly prepared: Prepared;
  readonly items: readonly RunItem<Item>[];
  /** The method that explains; those of a layer's features have no maps of the input. */
  readonly method: string;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * The chapter of a report on what the model does over the data, class by class: the mean explanation, what is usual and unusual, and by how many strategies the class is
 * decided (spectral relevance). Of at most 500 items; items that cannot be explained are left out.
 */
export async function patternsSection({ prepared, items, method, ...options }: PatternTask): Promise<string> {
  const { signal, seed, onProgress } = options;
  const { seed: _, selection, comparedWith, ...rest } = prepared.recipe;
  const recipe = repeatable({ ...rest, ...(comparedWith && { comparedWith }), method: { name: method } });
  const own = await prepared.with(recipe);
  const found: { name: string; output: number; explanation: PlainExplanation }[] = [];
  try {
    const taken = items.slice(0, MOST);
    for (let begin = 0; begin < taken.length; begin += AT_ONCE) {
      const some = taken.slice(begin, begin + AT_ONCE);
      const explanations = await own.explainBatch(
        some.map(({ item }) => item),
        { signal },
      );
      for (const [at, explanation] of explanations.entries()) {
        if (explanation instanceof Error) continue;
        const [output] = explanation.outputSelection;
        found.push({ name: some[at].name, output, explanation: await toPlain(explanation) });
        explanation.dispose();
      }
      onProgress?.({ done: Math.min(begin + AT_ONCE, taken.length), total: taken.length });
    }
    const classes = groups(found, ({ output }) => output).sort((one, other) => other[1].length - one[1].length);
    const sections: string[] = [];
    for (const [output, entries] of classes) {
      const name = prepared.labels?.[output] ?? `output ${output}`;
      const explanations = entries.map(({ explanation }) => explanation);
      const section = await sectionOf({ name, recipe, explanations, entries }, { seed, signal });
      sections.push(sectionHtml(name, { count: entries.length, seen: entries.length }, section, 3));
    }
    const said = `Explanations by ${method}, class by class. A small cluster of its own may be something that the model has learnt to cheat with.`;
    return [heading('What the model does'), paragraph(said), ...sections].join('\n');
  } finally {
    await own.dispose();
  }
}

/** @throws {UsageError} for texts, which have no places in common */
export function checkPlaces(kind: Modality): void {
  if (kind !== 'text') return;
  const expected = 'images, series or a table: texts have no places in common';
  throw new UsageError(`--patterns was asked for of texts; expected ${expected}.`, {
    argument: '--patterns',
    expected,
  });
}
