/** How often columns are divided: into at most 8 bins. */
const depth = 3;

/** A value with the index of its class. */
interface Labelled {
  readonly value: number;
  readonly label: number;
}

/**
 * Borders that tell classes apart: the thresholds of a decision tree on one column, which divides where the entropy of the classes
 * falls most, three times at most. The median where all are of one class or of one value.
 *
 * @param labels the class of each value
 * @returns ascending
 */
export function entropyBorders(values: Float64Array, labels: readonly number[]): number[] {
  const classes = new Map([...new Set(labels)].map((label, index) => [label, index]));
  const sorted = Array.from(values, (value, index) => ({ value, label: classes.get(labels[index]) as number })).sort(
    (a, b) => a.value - b.value,
  );
  const borders = thresholds(sorted, classes.size, depth);
  return borders.length === 0 ? [medianOf(sorted)] : borders;
}

function thresholds(sorted: readonly Labelled[], classes: number, left: number): number[] {
  const at = left === 0 ? undefined : bestSplit(sorted, classes);
  if (at === undefined) return [];
  return [
    ...thresholds(sorted.slice(0, at), classes, left - 1),
    sorted[at - 1].value / 2 + sorted[at].value / 2,
    ...thresholds(sorted.slice(at), classes, left - 1),
  ];
}

/** Where the second part begins when the entropy falls most; undefined where there is none, or nothing to divide. */
function bestSplit(sorted: readonly Labelled[], classes: number): number | undefined {
  const before = new Array<number>(classes).fill(0);
  const after = new Array<number>(classes).fill(0);
  for (const { label } of sorted) after[label]++;
  if (after.filter((count) => count > 0).length < 2) return undefined;
  let best: { at?: number; disorder: number } = { disorder: Number.POSITIVE_INFINITY };
  for (let at = 1; at < sorted.length; at++) {
    const { label, value } = sorted[at - 1];
    before[label]++;
    after[label]--;
    if (sorted[at].value <= value + 1e-7) continue; // as good as equal in single precision
    const disorder = disorderOf(before) + disorderOf(after);
    if (disorder < best.disorder) best = { at, disorder };
  }
  return best.at;
}

/** The entropy of the classes in bits, times how many values there are. */
function disorderOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - count * Math.log2(count / total)), 0);
}

function medianOf(sorted: readonly Labelled[]): number {
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return (sorted[low].value + sorted[high].value) / 2;
}
