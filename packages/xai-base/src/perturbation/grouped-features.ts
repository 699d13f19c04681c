import type { References } from './background';
import { type Features, type Mixture, type Row, rowArrays, type Sample } from './features';
import { mixed } from './mixed';
import { Runs } from './runs';

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
 * the values of a reference: `x' = reference + kept * (x - reference)`. Samples of whole numbers stay such, if the references are. A missing value
 * (NaN) is kept or hidden like others; what is mixed with one is missing.
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
  /** For finite floats and one reference. */
  readonly mixture?: Mixture;
  private readonly isEach: boolean; // whether every element is a feature, in order
  private readonly runs?: Runs; // where they are long
  private readonly members: Int32Array; // the elements of feature after feature
  private readonly begins: Int32Array; // where those of each feature begin
  private readonly hidden: readonly Row[]; // what is left when every feature is hidden, by reference

  constructor(private readonly parts: GroupedFeaturesParts) {
    const { sample, groups, references, count } = parts;
    this.count = count;
    this.names = parts.names;
    this.shape = parts.shape;
    this.referenceWeights = references.weights;
    this.dtype =
      sample.dtype !== 'float32' && references.rows.every((row) => areAll(row, Number.isInteger))
        ? sample.dtype
        : 'float32';
    const each = sample.values.length / groups.length; // elements of a place
    const owners = repeated(groups, each);
    this.isEach = count === owners.length && owners.every((owner, element) => owner === element);
    this.runs = Runs.of(owners);
    this.begins = beginsOf(owners, count);
    this.members = membersOf(owners, this.begins);
    this.hidden = references.rows.map((row) => {
      const left = new rowArrays[this.dtype](owners.length);
      for (let element = 0; element < owners.length; element++) {
        left[element] = owners[element] < 0 ? sample.values[element] : row[element];
      }
      return left;
    });
    const { values } = sample;
    const areFinite = [values, ...this.hidden].every((row) => areAll(row, Number.isFinite));
    if (this.dtype === 'float32' && this.hidden.length === 1 && areFinite) {
      this.mixture = { values, hidden: this.hidden[0], owners };
    }
  }

  get segments(): Int32Array {
    return new Int32Array(this.parts.groups);
  }

  write(kept: ArrayLike<number>, reference: number, row: Row): void {
    const { count, members, begins } = this;
    const { values } = this.parts.sample;
    const hidden = this.hidden[reference];
    if (this.isEach) {
      for (let element = 0; element < count; element++) {
        row[element] = mixed(kept[element], values[element], hidden[element]);
      }
      return;
    }
    if (this.runs) {
      this.runs.write(kept, { values, hidden }, row);
      return;
    }
    row.set(hidden);
    for (let feature = 0; feature < count; feature++) {
      const share = kept[feature];
      const end = begins[feature + 1];
      if (share === 1) copyElements(values, row, members, begins[feature], end);
      else if (share !== 0) {
        for (let at = begins[feature]; at < end; at++) {
          const element = members[at];
          row[element] = mixed(share, values[element], hidden[element]);
        }
      }
    }
  }

  spread(values: ArrayLike<number>): Float32Array {
    const { groups } = this.parts;
    const places = new Float32Array(groups.length);
    for (let place = 0; place < places.length; place++) places[place] = groups[place] < 0 ? 0 : values[groups[place]];
    return places;
  }

  varies(feature: number): boolean {
    const { members, begins, hidden } = this;
    const { values } = this.parts.sample;
    for (const row of hidden) {
      for (let at = begins[feature]; at < begins[feature + 1]; at++) {
        if (!Object.is(row[members[at]] + 0, values[members[at]] + 0)) return true; // a missing value is like another, and -0 like 0
      }
    }
    return false;
  }
}

/** Each of the groups so many times in a row. */
function repeated(groups: ArrayLike<number>, times: number): Int32Array {
  const owners = new Int32Array(groups.length * times);
  for (let place = 0; place < groups.length; place++) owners.fill(groups[place], place * times, (place + 1) * times);
  return owners;
}

function areAll(values: ArrayLike<number>, test: (value: number) => boolean): boolean {
  for (let index = 0; index < values.length; index++) if (!test(values[index])) return false;
  return true;
}

/** Copies some of the elements, which are listed from `begin` to `end`; four a round, which is a third faster. */
function copyElements(from: Row, to: Row, elements: Int32Array, begin: number, end: number): void {
  let at = begin;
  for (; at + 3 < end; at += 4) {
    const first = elements[at];
    const second = elements[at + 1];
    const third = elements[at + 2];
    const fourth = elements[at + 3];
    to[first] = from[first];
    to[second] = from[second];
    to[third] = from[third];
    to[fourth] = from[fourth];
  }
  for (; at < end; at++) to[elements[at]] = from[elements[at]];
}

/** Where the elements of each feature begin, when they are laid out feature after feature; and the end. */
function beginsOf(owners: Int32Array, count: number): Int32Array {
  const begins = new Int32Array(count + 1);
  for (let element = 0; element < owners.length; element++) if (owners[element] >= 0) begins[owners[element] + 1]++;
  for (let feature = 0; feature < count; feature++) begins[feature + 1] += begins[feature];
  return begins;
}

function membersOf(owners: Int32Array, begins: Int32Array): Int32Array {
  const next = begins.slice();
  const members = new Int32Array(begins[begins.length - 1]);
  for (let element = 0; element < owners.length; element++) {
    const owner = owners[element];
    if (owner >= 0) members[next[owner]++] = element;
  }
  return members;
}
