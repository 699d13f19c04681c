/** A function of samples that remembers its last value, as variants come sample by sample. */
export function lastOnly<T>(compute: (sample: number) => T): (sample: number) => T {
  let last: { sample: number; value: T } | undefined;
  return (sample) => {
    if (last?.sample !== sample) last = { sample, value: compute(sample) };
    return last.value;
  };
}
