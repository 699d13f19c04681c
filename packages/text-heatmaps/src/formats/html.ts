import { escapeText, toHex } from 'svg-plots';
import { foreground } from '../colors/foreground';
import { type ColoredText, formatValue } from './colored-text';
import { printable } from './printable';

/** An inline block keeps the direction of a word to itself; the paragraph takes that of its first word. */
const WORD = 'display:inline-block;max-width:100%;padding:0.1em 0.25em;white-space:pre-wrap;overflow-wrap:anywhere';

/** A paragraph with one span a word; every word is escaped, and its value is its title. */
export function toHtml({ words, values, colors, separator }: ColoredText): string {
  const spans = words.map((word, index) => {
    const ground = colors[index];
    const style = `background-color:${toHex(ground)};color:${toHex(foreground(ground))};${WORD}`;
    return `<span title="${formatValue(values[index])}" style="${style}">${escapeText(printable(word))}</span>`;
  });
  const between = separator && escapeText(printable(separator));
  return `<p dir="auto" style="line-height:1.7">${spans.join(between)}</p>`;
}
