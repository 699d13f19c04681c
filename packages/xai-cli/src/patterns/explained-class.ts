import { type PlainExplanation, toPlain } from 'xai-base';
import { type ExplainedEntry, type IndexEntry, isExplained } from 'xai-recipes';
import type { RunStore } from 'xai-recipes/node';
import { groups } from '../datasets/groups';

/** The explanations of one output in a run. */
export interface ExplainedClass {
  readonly output: number;
  readonly name: string;
  /** How many explanations of it there are. */
  readonly count: number;
  /** Those that are looked at, in the order of the data. */
  readonly entries: readonly ExplainedEntry[];
}

/**
 * The classes of a run: items whose same output was explained, the most frequent first.
 *
 * @param most how many explanations of each are looked at; of more, so many that are evenly spread
 */
export function classesOf(index: readonly IndexEntry[], labels: unknown, most: number): ExplainedClass[] {
  return groups(index.filter(isExplained), ({ selection }) => selection)
    .map(([output, all]) => ({
      output,
      name: nameOf(output, all, labels),
      count: all.length,
      entries:
        all.length <= most ? all : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]),
    }))
    .sort((one, other) => other.count - one.count || one.output - other.output);
}

/** By the labels of the recipe, or by what the index calls a prediction. */
function nameOf(output: number, entries: readonly ExplainedEntry[], labels: unknown): string {
  const listed = Array.isArray(labels) ? labels[output] : undefined;
  return listed ?? entries.find(({ prediction }) => prediction === output)?.label ?? `output ${output}`;
}

/** The explanations of a class that have the shape of the first, as plain data, with their items. */
export async function readClass(
  store: RunStore,
  { entries }: ExplainedClass,
): Promise<{ entries: ExplainedEntry[]; explanations: PlainExplanation[] }> {
  const read: { entries: ExplainedEntry[]; explanations: PlainExplanation[] } = { entries: [], explanations: [] };
  let at = 0;
  for await (const explanation of store.explanationsOf(entries)) {
    try {
      const plain = await toPlain(explanation);
      const [first = plain] = read.explanations;
      if (`${plain.val.shape}` === `${first.val.shape}`) {
        read.explanations.push(plain);
        read.entries.push(entries[at]);
      }
    } finally {
      explanation.dispose();
    }
    at++;
  }
  return read;
}
