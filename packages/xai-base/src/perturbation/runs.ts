import type { Row } from './features';
import { mixed } from './mixed';

/** From so many elements on, on average, copying neighbours by one call is faster than one by one. */
const longRun = 16;

/** Elements of a sample that lie side by side and belong to the same feature, run after run. */
export class Runs {
  private constructor(
    /** Where each run begins, and the end of the last. */
    private readonly begins: Int32Array,
    /** The feature of each run; -1 for what is never hidden. */
    private readonly owners: Int32Array,
  ) {}

  /** The runs of elements whose features these are; undefined where they are short. */
  static of(owners: Int32Array): Runs | undefined {
    let count = 0;
    for (let element = 0; element < owners.length; element++) count += Number(beginsAt(owners, element));
    if (owners.length < longRun * count) return undefined;
    const begins = new Int32Array(count + 1).fill(owners.length);
    const owner = new Int32Array(count);
    for (let element = 0, run = 0; element < owners.length; element++) {
      if (!beginsAt(owners, element)) continue;
      begins[run] = element;
      owner[run++] = owners[element];
    }
    return new Runs(begins, owner);
  }

  /** Writes a row, each element of which is kept, hidden or mixed as its feature is. */
  write(kept: ArrayLike<number>, { values, hidden }: { values: Row; hidden: Row }, row: Row): void {
    const { begins, owners } = this;
    for (let run = 0; run < owners.length; ) {
      const begin = begins[run];
      const share = shareOf(owners[run], kept);
      do run++;
      while (run < owners.length && shareOf(owners[run], kept) === share);
      const end = begins[run];
      if (share === 1) row.set(values.subarray(begin, end), begin);
      else if (share === 0) row.set(hidden.subarray(begin, end), begin);
      else for (let at = begin; at < end; at++) row[at] = mixed(share, values[at], hidden[at]);
    }
  }
}

function beginsAt(owners: Int32Array, element: number): boolean {
  return element === 0 || owners[element] !== owners[element - 1];
}

/** How much of a feature is kept; of what is never hidden 0, as what is left when all is hidden has it. */
function shareOf(owner: number, kept: ArrayLike<number>): number {
  return owner < 0 ? 0 : kept[owner];
}
