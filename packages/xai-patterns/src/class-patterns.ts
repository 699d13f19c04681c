import { checkKeys, checkPositiveInteger, type HeatmapKind, type PlainTensor, ShapeError } from 'xai-base';
import { type Explained, type Maps, readMaps } from './maps/read-maps';
import { byLikeness, meanOf } from './maps/vectors';

/** Options of {@link classPatterns}. */
export interface ClassPatternOptions {
  /** How many samples that are most and least like the mean are named; 5 if left out. */
  readonly examples?: number;
}

/** What the explanations of a class have in common. */
export interface ClassPattern {
  readonly label: number | string;
  readonly count: number;
  /** The mean explanation as plain data, with the mean input where there are inputs: the heatmap packages draw it. */
  readonly mean: {
    readonly val: PlainTensor;
    readonly input?: PlainTensor;
    readonly heatmap: HeatmapKind;
  };
  /** The samples whose explanations are most like the mean, by the cosine between both; the most alike first. */
  readonly mostLike: readonly number[];
  /** Those that are least like it, the least alike first: look here for what the model does otherwise than usual. */
  readonly leastLike: readonly number[];
}

/**
 * The mean explanation of each class, and the samples whose explanations are most and least like it.
 *
 * @param explanations of samples of one shape, `val` `[samples, ...]`. They stay the caller's
 * @param labels the class of each sample, in the order of the explanations
 * @returns a pattern a class, in the order in which the classes first occur
 * @throws {ShapeError} for explanations of different shapes, or another number of labels
 * @throws {ValueError} for values that are not finite, an option that does not exist or is none
 *
 * @example
 * ```ts
 * const val = tf.tensor2d([[1, 0], [2, 0], [0, 3], [0, -1], [0, 1]]);
 * const [first, second] = await classPatterns([{ val, heatmap: 'attribution' }], ['cat', 'cat', 'dog', 'dog', 'dog'], { examples: 1 });
 * first.mean.val.data; // => [1.5, 0]
 * second.count; // => 3
 * second.leastLike; // => [3]
 * ```
 */
export async function classPatterns(
  explanations: readonly Explained[],
  labels: readonly (number | string)[],
  options: ClassPatternOptions = {},
): Promise<ClassPattern[]> {
  checkKeys(options, ['examples'], 'classPatterns');
  const { examples = 5 } = options;
  checkPositiveInteger('examples', examples);
  const maps = await readMaps(explanations);
  const inputs = explanations.every(({ input }) => input) ? await readMaps(explanations, 'input') : undefined;
  if (labels?.length !== maps.rows.length) {
    const expected = `${maps.rows.length}, one a sample`;
    throw new ShapeError(`There are ${labels?.length} labels; expected ${expected}.`, {
      argument: 'labels',
      value: labels?.length,
      expected,
    });
  }
  const heatmap = explanations[0].heatmap ?? 'attribution';
  return [...new Set(labels)].map((label) => {
    const members = Array.from(labels.keys()).filter((sample) => labels[sample] === label);
    const val = meanMap(maps, members);
    const ranked = byLikeness(maps.rows, members, val.data);
    return {
      label,
      count: members.length,
      mean: { val, ...(inputs ? { input: meanMap(inputs, members) } : {}), heatmap },
      mostLike: ranked.slice(0, examples),
      leastLike: ranked.toReversed().slice(0, examples),
    };
  });
}

function meanMap({ shape, rows }: Maps, members: readonly number[]): PlainTensor {
  return { shape: [1, ...shape], data: Float32Array.from(meanOf(members.map((sample) => rows[sample]))) };
}
