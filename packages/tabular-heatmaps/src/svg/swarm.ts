/**
 * How far dots are moved away from their line so that they do not cover each other: those that fall into the same bin of a dot's width stand beside each
 * other, one after the other to either side, closer where there are many.
 *
 * @param places along the line, in pixels
 * @param dot the diameter of a dot
 * @param reach how far a dot may be moved
 */
export function swarm(places: ArrayLike<number>, dot: number, reach: number): Float64Array {
  const counts = new Map<number, number>();
  const layers = Float64Array.from(places, (place) => {
    const bin = Math.round(place / dot);
    const before = counts.get(bin) ?? 0;
    counts.set(bin, before + 1);
    return Math.ceil(before / 2) * (before % 2 === 0 ? 1 : -1);
  });
  const most = layers.reduce((largest, layer) => Math.max(largest, Math.abs(layer)), 0);
  const step = most > 0 ? Math.min(dot, reach / most) : 0;
  return layers.map((layer) => layer * step);
}
