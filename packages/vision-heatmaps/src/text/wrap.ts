/**
 * Breaks a text into lines that fit: at blanks, inside long words at underscores, hyphens and before capitals, at last
 * anywhere. What does not fit is marked by dots in the last line, behind which the text ends as the whole, so that texts that begin alike can
 * be told apart.
 *
 * @param columns the most characters a line
 * @param most the most lines
 */
export function wrap(text: string, columns: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    for (const [index, piece] of pieces(word, columns).entries()) {
      const last = lines.at(-1);
      const joined = index > 0 ? `${last}${piece}` : `${last} ${piece}`;
      if (last !== undefined && joined.length <= columns) lines[lines.length - 1] = joined;
      else lines.push(piece);
    }
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(lines.slice(most - 1), columns)];
}

function pieces(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  const parts = word.split(/(?<=[_\-/.])|(?<=[a-z0-9])(?=[A-Z])/);
  return parts.flatMap((part) => part.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []);
}

/** The beginning and the end of what is left, in one line. */
function shorten(lines: readonly string[], columns: number): string {
  const dots = '...'.slice(0, columns);
  const room = columns - dots.length;
  const head = lines[0].slice(0, Math.ceil(room / 2)).trimEnd();
  const rest = lines.slice(-2).join(' ');
  return `${head}${dots}${rest.slice(rest.length - Math.floor(room / 2)).trimStart()}`;
}
