/** How two divisions of the same pixels agree. */

/** The adjusted Rand index: 1 for the same division, 0 for one by chance. */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const both = countsOf(Array.from(a, (label, pixel) => `${label},${b[pixel]}`));
  const [first, second] = [countsOf(Array.from(a, String)), countsOf(Array.from(b, String))];
  const pairs = (counts: number[]) => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const [same, inFirst, inSecond] = [both, first, second].map(pairs);
  const expected = (inFirst * inSecond) / ((a.length * (a.length - 1)) / 2);
  const most = (inFirst + inSecond) / 2;
  return most === expected ? 1 : (same - expected) / (most - expected);
}

/** The share of the reference's boundary pixels that have a boundary pixel within a distance. */
export function boundaryRecall(
  own: ArrayLike<number>,
  reference: ArrayLike<number>,
  width: number,
  within: number,
): number {
  const [mine, theirs] = [boundary(own, width), boundary(reference, width)];
  const near = theirs.filter((pixel) =>
    mine.some((other) => {
      const down = Math.abs(Math.floor(pixel / width) - Math.floor(other / width));
      return down <= within && Math.abs((pixel % width) - (other % width)) <= within;
    }),
  );
  return theirs.length === 0 ? 1 : near.length / theirs.length;
}

/** The share of the colours' variance that lies between segments. */
export function explainedVariation(labels: ArrayLike<number>, values: ArrayLike<number>, channels: number): number {
  let [between, all] = [0, 0];
  for (let c = 0; c < channels; c++) {
    const colours = Array.from(labels, (_, pixel) => values[pixel * channels + c]);
    const mean = average(colours);
    const groups = new Map<number, number[]>();
    for (const [pixel, colour] of colours.entries()) {
      if (!groups.has(labels[pixel])) groups.set(labels[pixel], []);
      groups.get(labels[pixel])?.push(colour);
    }
    for (const colour of colours) all += (colour - mean) ** 2;
    for (const group of groups.values()) between += group.length * (average(group) - mean) ** 2;
  }
  return between / all;
}

/** The share of pixels whose true region is the most frequent one of their segment. */
export function purity(labels: ArrayLike<number>, truth: ArrayLike<number>): number {
  const regions = new Map<number, string[]>();
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (!regions.has(labels[pixel])) regions.set(labels[pixel], []);
    regions.get(labels[pixel])?.push(String(truth[pixel]));
  }
  return [...regions.values()].reduce((sum, region) => sum + Math.max(...countsOf(region)), 0) / labels.length;
}

function boundary(labels: ArrayLike<number>, width: number): number[] {
  return Array.from(labels, (_, pixel) => pixel).filter((pixel) => {
    const right = pixel % width < width - 1 && labels[pixel] !== labels[pixel + 1];
    return right || (pixel + width < labels.length && labels[pixel] !== labels[pixel + width]);
  });
}

function countsOf(keys: string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
