import { type Seen, union } from './seen';

/** A stretch of places along an axis; several of them, the last running fastest, make up an axis that was reshaped. */
export interface Factor {
  readonly length: number;
  /** What the places see of the input, where that is known. */
  readonly seen?: Seen;
}

/** The axes of a tensor, each as its factors. */
export type Layout = readonly (readonly Factor[])[];

/** An axis of which nothing is known. */
export function unknownAxis(length: number): readonly Factor[] {
  return length === 1 ? [] : [{ length }];
}

/** What the places along an axis see, where they are those of one axis of the input. */
export function seenAlong(axis: readonly Factor[] | undefined): Seen | undefined {
  return axis?.length === 1 ? axis[0].seen : undefined;
}

/** The axis with this sight in the place of its own. */
export function axisOf(length: number, seen: Seen | undefined): readonly Factor[] {
  return seen ? [{ length, seen }] : unknownAxis(length);
}

/** The layout of the same values in another shape. What falls apart is not known any more. */
export function reshaped(layout: Layout, shape: readonly number[]): Layout {
  const rest = layout.flat();
  let isKnown = true;
  return shape.map((length) => {
    if (!isKnown) return unknownAxis(length);
    if (length === 1) return rest[0]?.length === 1 ? rest.splice(0, 1) : [];
    let [taken, product] = [0, 1];
    while (taken < rest.length && product < length) product *= rest[taken++].length;
    isKnown = product === length;
    return isKnown ? rest.splice(0, taken) : unknownAxis(length);
  });
}

/**
 * The layout of a tensor of this shape to which others of shapes that broadcast have come together, element by element.
 * What reaches all places alike, as a gate that was averaged over the image, is left out.
 */
export function broadcast(layouts: readonly Layout[], shape: readonly number[]): Layout {
  return shape.map((length, axis) => {
    const known = layouts
      .map((layout) => layout[axis - shape.length + layout.length] ?? [])
      .filter((factors) => lengthOf(factors) === length && factors.some(({ seen }) => seen));
    return known.length === 0 ? unknownAxis(length) : known.reduce((one, other) => merge(one, other, length));
  });
}

function merge(one: readonly Factor[], other: readonly Factor[], length: number): readonly Factor[] {
  if (String(one.map((factor) => factor.length)) !== String(other.map((factor) => factor.length))) {
    return unknownAxis(length);
  }
  return one.map(({ length, seen }, index) => {
    const second = other[index].seen;
    return { length, seen: seen && second ? union(seen, second) : (seen ?? second) };
  });
}

function lengthOf(factors: readonly Factor[]): number {
  return factors.reduce((product, { length }) => product * length, 1);
}
