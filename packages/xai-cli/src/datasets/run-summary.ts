import { type IndexEntry, isExplained, type Recipe, short } from 'xai-recipes';
import { groups } from './groups';

/** What a run has found, in numbers: the same for the same items, whoever explained them and when. */
export interface RunSummary {
  readonly model: string;
  readonly method: string;
  readonly items: number;
  readonly explained: number;
  readonly broken: number;
  /** How often each output was the most activated one, the most frequent first. */
  readonly predictions: readonly { readonly output: number; readonly name?: string; readonly count: number }[];
  /** By how much attributions miss what they add up to, of methods that say so. */
  readonly completenessError?: { readonly mean: number; readonly most: number };
  /** Why items could not be explained, the most frequent first, each with an item that it happened to. */
  readonly errors: readonly {
    readonly name: string;
    readonly count: number;
    readonly first: string;
    readonly message: string;
  }[];
}

/** Sums the index of a run up. */
export function summaryOf(index: readonly IndexEntry[], { model, method }: Recipe): RunSummary {
  const explained = index.filter(isExplained);
  const broken = index.filter((entry) => !isExplained(entry));
  const misses = explained.flatMap(({ completenessError }) =>
    completenessError === undefined ? [] : [completenessError],
  );
  const classes = groups(explained, ({ prediction }) => prediction);
  const reasons = groups(broken, (entry) => ('error' in entry ? entry.error.name : ''));
  return {
    model: model.source,
    method: method.name,
    items: index.length,
    explained: explained.length,
    broken: broken.length,
    predictions: classes.map(([output, [{ label }], count]) => ({
      output,
      ...(label !== undefined && { name: label }),
      count,
    })),
    ...(misses.length > 0 && {
      completenessError: {
        mean: misses.reduce((sum, one) => sum + one, 0) / misses.length,
        most: misses.reduce((most, one) => Math.max(most, one), 0),
      },
    }),
    errors: reasons.flatMap(([name, [first], count]) =>
      'error' in first ? [{ name, count, first: first.name, message: first.error.message }] : [],
    ),
  };
}

/** The summary for people, a line each. */
export function summaryLines({
  method,
  model,
  items,
  explained,
  predictions,
  completenessError,
  errors,
}: RunSummary): [string, string][] {
  const most = predictions.slice(0, 10).map(({ output, name, count }) => `${name ?? output} (${count})`);
  const more = predictions.length > most.length ? `, and ${predictions.length - most.length} more` : '';
  return [
    ['Explained', `${explained} of ${items} items, by ${method}`],
    ['Model', model],
    ['Predictions', `${most.join(', ')}${more}`],
    ...(completenessError
      ? [
          [
            'Completeness',
            `off by ${short(completenessError.mean)} on average, at most by ${short(completenessError.most)}`,
          ] as [string, string],
        ]
      : []),
    ...errors.map(({ name, count, first, message }): [string, string] => [
      'Broken',
      `${count} by ${name}, such as ${first}: ${message}`,
    ]),
  ];
}
