import type { Features, Row, Sample } from './features';
import { type References, sameEverywhere } from './references';

/** What {@link GroupedFeatures} are made of. */
export interface GroupedFeaturesParts {
  readonly sample: Sample;
  /** The feature of each place of `shape`; those of the same feature are hidden together, those of -1 never. */
  readonly groups: ArrayLike<number>;
  /** How many features there are. */
  readonly count: number;
  /** The shape of an attribution; a place of it stands for as many elements of the sample as there are to each. */
  readonly shape: readonly number[];
  readonly references: References;
  readonly names?: readonly string[];
}

/**
 * Features that are sets of elements of the sample: pixels, superpixels, time segments, columns. A hidden feature takes
 * the values of a reference: `x' = reference + kept * (x - reference)`.
 *
 * @example
 * ```ts
 * const sample = { values: new Float32Array([1, 2, 3]), shape: [3], dtype: 'float32' as const };
 * const references = { rows: [[0, 0, 0]], weights: [1] };
 * const features = new GroupedFeatures({ sample, groups: [0, 0, 1], count: 2, shape: [3], references });
 * const row = new Float32Array(3);
 * features.write([0, 1], 0, row);
 * row; // => [0, 0, 3]
 * features.spread([5, 7]); // => [5, 5, 7]
 * ```
 */
export class GroupedFeatures implements Features {
  readonly count: number;
  readonly names?: readonly string[];
  readonly dtype: Sample['dtype'];
  readonly referenceWeights: ArrayLike<number>;
  readonly shape: readonly number[];
  private varying?: Uint8Array;

  constructor(private readonly parts: GroupedFeaturesParts) {
    this.count = parts.count;
    this.names = parts.names;
    this.dtype = parts.sample.dtype;
    this.shape = parts.shape;
    this.referenceWeights = parts.references.weights;
  }

  get segments(): Int32Array {
    return Int32Array.from(this.parts.groups);
  }

  write(kept: ArrayLike<number>, reference: number, row: Row): void {
    const { sample, groups, references } = this.parts;
    const { values } = sample;
    const hidden = references.rows[reference];
    const each = values.length / groups.length; // elements a place
    for (let place = 0, element = 0; place < groups.length; place++) {
      const share = groups[place] < 0 ? 1 : kept[groups[place]];
      for (const end = element + each; element < end; element++) {
        row[element] = share === 1 ? values[element] : hidden[element] + share * (values[element] - hidden[element]);
      }
    }
  }

  spread(values: ArrayLike<number>): Float32Array {
    return Float32Array.from(this.parts.groups, (feature) => (feature < 0 ? 0 : values[feature]));
  }

  varies(feature: number): boolean {
    this.varying ??= this.findVarying();
    return this.varying[feature] === 1;
  }

  private findVarying(): Uint8Array {
    const { sample, groups, references, count } = this.parts;
    const varying = new Uint8Array(count);
    const each = sample.values.length / groups.length;
    for (let element = 0; element < sample.values.length; element++) {
      const group = groups[Math.floor(element / each)];
      if (group >= 0 && !sameEverywhere(references, element, sample.values[element])) varying[group] = 1;
    }
    return varying;
  }
}
