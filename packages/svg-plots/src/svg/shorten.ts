import { charactersOf, characterWidth, textWidth } from './text-width';

const DOTS = '…';

/**
 * A text that fits a width: the end of a longer one becomes `…`.
 *
 * @param width in pixels, as the font's size
 *
 * @example
 * ```ts
 * shorten('petal length', 50, 12); // => 'petal l…'
 * shorten('petal length', 90, 12); // => 'petal length'
 * ```
 */
export function shorten(text: string, width: number, fontSize: number, weight?: 'bold'): string {
  const { characters, widths, sum } = measure(text, fontSize, weight);
  if (sum <= width) return text;
  let room = width - textWidth(DOTS, fontSize, weight) - widths[0];
  let end = 1;
  while (end < characters.length && widths[end] <= room) room -= widths[end++];
  return `${characters.slice(0, end).join('').trimEnd()}${DOTS}`;
}

/**
 * Texts that fit a width and can be told apart: those that begin alike are cut in their middle instead, those that end alike as well, around
 * the place where they differ; and where there is no room for that, a number follows.
 *
 * @param width in pixels, as the font's size: one for all, or one a text
 *
 * @example
 * ```ts
 * const alike = ['income of a household in May, before tax', 'income of a household in June, before tax'];
 * shortenAll(alike, 90, 12); // => ['…d in May,…', '…d in June,…']
 * shortenAll(['income before tax', 'income after tax'], 80, 12); // => ['income bef…', 'income aft…']
 * ```
 */
export function shortenAll(texts: readonly string[], width: number | readonly number[], fontSize: number): string[] {
  const widths = typeof width === 'number' ? texts.map(() => width) : width;
  const shown = texts.map((text, at) => shorten(text, widths[at], fontSize));
  for (const group of alike(texts, shown))
    for (const at of group) shown[at] = withoutMiddle(texts[at], widths[at], fontSize);
  for (const group of alike(texts, shown)) {
    const start = Math.max(sharedStart(group.map((at) => texts[at])) - KEPT, 0);
    for (const at of group) shown[at] = excerpt(texts[at], start, widths[at], fontSize);
  }
  for (const group of alike(texts, shown))
    for (const [place, at] of group.entries()) {
      const number = ` (${place + 1})`;
      shown[at] = shorten(texts[at], widths[at] - textWidth(number, fontSize), fontSize) + number;
    }
  return shown;
}

/** How many characters before the first difference are kept. */
const KEPT = 5;

interface Measured {
  readonly characters: readonly string[];
  readonly widths: readonly number[];
  readonly sum: number;
}

function measure(text: string, fontSize: number, weight?: 'bold'): Measured {
  const characters = charactersOf(text);
  const widths = characters.map((character) => characterWidth(character, fontSize, weight));
  return { characters, widths, sum: widths.reduce((sum, one) => sum + one, 0) };
}

/** As many characters from both ends, in turn, as there is room for beside the dots; one at least. */
function withoutMiddle(text: string, width: number, fontSize: number): string {
  const { characters, widths, sum } = measure(text, fontSize);
  if (sum <= width) return text;
  let room = width - textWidth(DOTS, fontSize);
  let [head, tail] = [0, characters.length];
  while (head < tail) {
    const next = head <= characters.length - tail ? head : tail - 1;
    if (widths[next] > room && head > 0) break;
    room -= widths[next];
    if (next === head) head++;
    else tail--;
  }
  return `${characters.slice(0, head).join('').trimEnd()}${DOTS}${characters.slice(tail).join('').trimStart()}`;
}

/** As many characters from a place on as there is room for, between dots. */
function excerpt(text: string, start: number, width: number, fontSize: number): string {
  const { characters, widths } = measure(text, fontSize);
  let room = width - 2 * textWidth(DOTS, fontSize);
  let end = start;
  while (end < characters.length && widths[end] <= room) room -= widths[end++];
  return `${start > 0 ? DOTS : ''}${characters.slice(start, end).join('').trim()}${end < characters.length ? DOTS : ''}`;
}

/** The places of different texts that are shown alike, group by group. */
function alike(texts: readonly string[], shown: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [at, one] of shown.entries()) groups.set(one, [...(groups.get(one) ?? []), at]);
  return [...groups.values()].filter((group) => new Set(group.map((at) => texts[at])).size > 1);
}

/** How many characters at their beginning texts have in common. */
function sharedStart(texts: readonly string[]): number {
  const [first, ...others] = texts.map(charactersOf);
  const end = first.findIndex((character, at) => others.some((other) => other[at] !== character));
  return end < 0 ? first.length : end;
}
