/** So many of some entries, in their order and evenly spread, the first and the last included; all, if there are no more. */
export function spread<Entry>(entries: readonly Entry[], count: number): Entry[] {
  if (entries.length <= count) return [...entries];
  const step = (entries.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, at) => entries[Math.round(at * step)]);
}
