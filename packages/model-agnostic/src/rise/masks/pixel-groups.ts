/**
 * Groups of up to four neighbouring pixels between the same cells, which are written at once; the last of them stands in for those that lack.
 */
export interface Groups {
  readonly before: number[];
  readonly after: number[];
  /** Four a group. */
  readonly pixels: number[];
  /** The weight of the cell after, at each of the pixels. */
  readonly shares: number[];
}

/** One of the groups. */
export function groupAt({ before, after, pixels, shares }: Groups, group: number) {
  const at = 4 * group;
  return {
    before: before[group],
    after: after[group],
    p0: pixels[at],
    p1: pixels[at + 1],
    p2: pixels[at + 2],
    p3: pixels[at + 3],
    s0: shares[at],
    s1: shares[at + 1],
    s2: shares[at + 2],
    s3: shares[at + 3],
  };
}

/**
 * The pixels along an axis in groups, by the offset at which the enlarged grid is cut. Beyond the first and the last cell centre the grid is
 * mirrored.
 */
export function groupsOf(size: number, resolution: number): (offset: number) => Groups {
  const enlarged = (resolution + 1) * Math.ceil(size / resolution);
  const last = resolution - 1;
  const centre = (pixel: number) => {
    const beyond = Math.abs(((pixel + 0.5) * resolution) / enlarged - 0.5);
    if (last === 0) return 0;
    return beyond > last ? 2 * last - beyond : beyond;
  };
  const known: Groups[] = [];
  return (offset) => {
    known[offset] ??= grouped(
      Array.from({ length: size }, (_, pixel) => centre(offset + pixel)),
      last,
    );
    return known[offset];
  };
}

/** @param places where each pixel lies, in cells */
function grouped(places: readonly number[], lastCell: number): Groups {
  const groups: Groups = { before: [], after: [], pixels: [], shares: [] };
  const cellOf = (pixel: number) => Math.min(lastCell, Math.floor(places[pixel]));
  for (let first = 0, end = 0; first < places.length; first = end) {
    const before = cellOf(first);
    for (end = first + 1; end < Math.min(first + 4, places.length) && cellOf(end) === before; ) end++;
    const pixels = [0, 1, 2, 3].map((next) => Math.min(first + next, end - 1));
    groups.before.push(before);
    groups.after.push(Math.min(lastCell, before + 1));
    groups.pixels.push(...pixels);
    groups.shares.push(...pixels.map((pixel) => places[pixel] - before));
  }
  return groups;
}

/** The weights of the cells at the pixels along an axis, by offset: `[offsets, size, resolution]`. */
export function cellWeights(size: number, resolution: number): Float32Array {
  const groupsAt = groupsOf(size, resolution);
  const offsets = Math.ceil(size / resolution);
  const weights = new Float32Array(offsets * size * resolution);
  for (let offset = 0; offset < offsets; offset++) {
    const { before, after, pixels, shares } = groupsAt(offset);
    for (const [at, pixel] of pixels.entries()) {
      const cells = (offset * size + pixel) * resolution;
      const group = at >> 2;
      weights.fill(0, cells, cells + resolution); // one that stands in for another was written before
      weights[cells + before[group]] += 1 - shares[at];
      weights[cells + after[group]] += shares[at];
    }
  }
  return weights;
}
