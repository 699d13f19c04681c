/** What may stand between the cells of a table. */
const delimiters = [',', ';', '\t', '|'] as const;

/** One of them. */
export type Delimiter = (typeof delimiters)[number];

/** What stands between the names of the columns, in the first line: the most frequent of comma, semicolon, tab and bar, outside of quotes. */
export function delimiterOf(text: string): Delimiter {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === '\n' && counts.size > 0) break;
    else if (letter !== '\r' && letter !== '\n') counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const count = (one: Delimiter) => counts.get(one) ?? 0;
  return delimiters.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/**
 * What the first line says stands between the cells, as Excel writes it: `sep=;`; and the lines behind it.
 *
 * @returns the text as it is, where nothing is said
 */
export function saidDelimiter(text: string): { readonly delimiter?: Delimiter; readonly lines: string } {
  const [line, said] = /^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)/i.exec(text) ?? [];
  const delimiter = delimiters.find((one) => one === said);
  return delimiter && line !== undefined ? { delimiter, lines: text.slice(line.length) } : { lines: text };
}
