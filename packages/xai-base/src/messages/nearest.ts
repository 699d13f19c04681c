const longestName = 64; // letters: the distance takes the product of both lengths

/**
 * The name that a mistyped one most likely means: the one with the fewest changed letters, if these are few enough.
 * Case, blanks and punctuation do not count.
 *
 * @example
 * ```ts
 * nearest('color_map', ['colormap', 'range']); // => 'colormap'
 * ```
 */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const wanted = letters(given);
  const farthest = Math.max(2, wanted.length / 3);
  if (wanted.length > longestName) return undefined;
  let best: { name: string; far: number } | undefined;
  for (const name of names) {
    const known = letters(name);
    if (Math.abs(known.length - wanted.length) > farthest) continue;
    const far = distance(wanted, known);
    if (far <= farthest && (!best || far < best.far)) best = { name, far };
  }
  return best?.name;
}

function letters(name: string): string {
  return name
    .slice(0, 4 * longestName)
    .toLowerCase()
    .replace(/[^a-z0-9+]/g, '');
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
