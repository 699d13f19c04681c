/** What the places along an axis of a tensor see of one axis of the input: place k the `size` places from `begin + k * stride` on. */
export interface Seen {
  /** Which axis of the input. */
  readonly axis: number;
  readonly begin: number;
  readonly stride: number;
  readonly size: number;
}

/**
 * What places see that see places: each new place k the `size` former ones from `begin + k * stride` on, all in former places.
 *
 * @param former what the former places see
 */
export function through(former: Seen, { begin, stride, size }: Omit<Seen, 'axis'>): Seen {
  return {
    axis: former.axis,
    begin: former.begin + begin * former.stride,
    stride: stride * former.stride,
    size: former.size + (size - 1) * former.stride,
  };
}

/** What places see that see both; undefined where that has no common step. */
export function union(one: Seen, other: Seen): Seen | undefined {
  if (one.axis !== other.axis || Math.abs(one.stride - other.stride) > 1e-9 * one.stride) return undefined;
  const begin = Math.min(one.begin, other.begin);
  return { ...one, begin, size: Math.max(one.begin + one.size, other.begin + other.size) - begin };
}
