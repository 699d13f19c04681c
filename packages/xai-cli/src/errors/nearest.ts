/**
 * The name that a mistyped one most likely means: the one with the fewest changed letters, if these are few enough.
 * Case, blanks and punctuation do not count.
 */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9+]/g, '');
  const wanted = letters(given);
  const [best] = names.map((name) => ({ name, far: distance(wanted, letters(name)) })).sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, wanted.length / 3) ? best.name : undefined;
}

/** How many letters must be put in, left out or changed to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = previous[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(previous[column] + 1, current[column - 1] + 1, changed));
    }
    previous = current;
  }
  return previous[other.length];
}
