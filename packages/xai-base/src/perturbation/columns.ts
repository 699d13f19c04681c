import { ShapeError } from '../errors';
import { checkKeys } from '../messages/check-keys';
import { wrongValue } from '../messages/wrong-value';
import { sizeOf } from '../size-of';
import { type Background, referencesOf } from './background';
import type { Features, Perturbation, Sample } from './features';
import { GroupedFeatures } from './grouped-features';

/** Options of {@link Columns}. */
export interface ColumnsOptions {
  /** What stands in for hidden columns; 0 by default. For token indices: the index of the mask token. */
  background?: Background;
  /** Columns that are hidden together, by index; each column on its own by default. Columns in no group are never hidden, and get 0. */
  groups?: readonly (readonly number[])[];
  /** A name for each feature. */
  names?: readonly string[];
}

/**
 * Features that are columns of a table, tokens of a text, or any elements: each element of the sample, or each group.
 * An attribution has the shape of the sample.
 *
 * @example
 * ```ts
 * const row = { values: new Float32Array([2, 2, 5]), shape: [3], dtype: 'float32' as const };
 * const features = await new Columns({ background: 1, groups: [[0, 1], [2]] }).features(row);
 * const changed = new Float32Array(3);
 * features.write([0, 1], 0, changed); // without the first group
 * changed; // => [1, 1, 5]
 * ```
 */
export class Columns implements Perturbation {
  /** @throws {ValueError} for an option that does not exist */
  constructor(private readonly options: ColumnsOptions = {}) {
    checkKeys(options, ['background', 'groups', 'names'], 'Columns');
  }

  async features(sample: Sample): Promise<Features> {
    const { background = 0, groups, names } = this.options;
    const references = await referencesOf(background, sample);
    const size = sizeOf(sample.shape);
    checkNames(names, groups?.length ?? size);
    if (!groups) {
      const each = new Int32Array(size).map((_, element) => element);
      return new GroupedFeatures({ sample, groups: each, count: size, shape: sample.shape, references, names });
    }
    const owner = new Int32Array(size).fill(-1);
    groups.forEach((group, feature) => {
      for (const element of group) {
        if (!(element in owner) || owner[element] >= 0) throw wrongGroup(element, size);
        owner[element] = feature;
      }
    });
    return new GroupedFeatures({ sample, groups: owner, count: groups.length, shape: sample.shape, references, names });
  }
}

function checkNames(names: readonly string[] | undefined, count: number): void {
  if (names === undefined || (Array.isArray(names) && names.length === count)) return;
  const expected = `${count} names, one a feature`;
  throw wrongValue('names', names, expected);
}

function wrongGroup(element: number, size: number): ShapeError {
  const expected = `each column from 0 to ${size - 1} in one group at most`;
  const message = `groups holds column ${element}, which does not exist or is in two groups; expected ${expected}.`;
  return new ShapeError(message, { argument: 'groups', value: element, expected });
}
