/**
 * Breaks a text into lines that fit: at blanks, inside long words at underscores, hyphens and before capitals, at last
 * anywhere. What does not fit is cut off and marked by dots.
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
  return [...lines.slice(0, most - 1), shorten(`${lines[most - 1]} ${lines[most]}`, columns)];
}

function pieces(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  const parts = word.split(/(?<=[_\-/.])|(?<=[a-z0-9])(?=[A-Z])/);
  return parts.flatMap((part) => part.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []);
}

function shorten(line: string, columns: number): string {
  const dots = '...'.slice(0, columns);
  return `${line.slice(0, columns - dots.length).trimEnd()}${dots}`;
}
