import type { Features, Row, Sample } from './features';
import type { References } from './references';

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
 * the values of a reference: `x' = reference + kept * (x - reference)`. Samples of whole numbers stay such, if the references are.
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
  private readonly owners: Int32Array; // of each element: 1 + its feature, 0 for none
  private readonly shares: Float64Array; // how much is kept, by owner; what has none is kept
  private readonly hidden: readonly Float64Array[];
  private readonly differences: readonly Float64Array[]; // of the sample from each reference
  private varying?: Uint8Array;

  constructor(private readonly parts: GroupedFeaturesParts) {
    const { sample, groups, references, count } = parts;
    this.count = count;
    this.names = parts.names;
    this.shape = parts.shape;
    this.referenceWeights = references.weights;
    const each = sample.values.length / groups.length; // elements a place
    this.owners = Int32Array.from(sample.values, (_, element) => 1 + groups[Math.floor(element / each)]);
    this.shares = new Float64Array(1 + count).fill(1);
    this.hidden = references.rows.map((row) => Float64Array.from(row));
    this.differences = this.hidden.map((row) => row.map((value, element) => sample.values[element] - value));
    this.dtype = this.hidden.every((row) => row.every(Number.isInteger)) ? sample.dtype : 'float32';
  }

  get segments(): Int32Array {
    return Int32Array.from(this.parts.groups);
  }

  write(kept: ArrayLike<number>, reference: number, row: Row): void {
    const { owners, shares, count } = this;
    const [hidden, differences] = [this.hidden[reference], this.differences[reference]];
    for (let feature = 0; feature < count; feature++) shares[1 + feature] = kept[feature];
    for (let element = 0; element < owners.length; element++) {
      row[element] = hidden[element] + shares[owners[element]] * differences[element];
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
    const varying = new Uint8Array(1 + this.count);
    for (const differences of this.differences) {
      for (const [element, owner] of this.owners.entries()) if (differences[element] !== 0) varying[owner] = 1;
    }
    return varying.subarray(1);
  }
}
