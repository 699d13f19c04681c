/**
 * The names of outputs in a text, a line a name. Where each line begins with its index, as in `0 cat` or `0: cat`, the index says which output it names; outputs
 * without a line have the name ''.
 */
export function namesByLine(text: string): string[] {
  const lines = text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
  const numbered = lines.filter((line) => line !== '').map((line) => /^(\d+)\s*[\s:,;=]\s*(\S.*)$/.exec(line));
  const places = numbered.map((match) => (match ? Number(match[1]) : Number.NaN));
  const areIndices = places[0] === 0 && places.every((place, at) => at === 0 || place > places[at - 1]);
  if (!areIndices || places.length < 2) return lines;
  const names = new Map(numbered.map((match, at) => [places[at], match?.[2] ?? '']));
  return Array.from({ length: (places.at(-1) as number) + 1 }, (_, place) => names.get(place) ?? '');
}
