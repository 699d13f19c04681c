import { escapeText, toHex } from 'svg-plots';
import { foreground } from '../colors/foreground';
import { printable } from '../formats/printable';
import type { ColoredRows } from './colored-rows';

const WORD = 'display:inline-block;max-width:100%;padding:0.1em 0.25em;white-space:pre-wrap;overflow-wrap:anywhere';

/**
 * A paragraph with a span a token; those that were written are bold, and can be pointed at or reached by the keyboard: then the tokens before them have
 * their colours. All of it is style: no script, so that a page may forbid them. Every token is escaped.
 */
export function hoverHtml({ tokens, rows, colors }: ColoredRows): string {
  const name = `owes-${hash(JSON.stringify([tokens, rows]))}`;
  const prompt = tokens.length - rows.length;
  const spans = tokens.map((token, at) => {
    const isWritten = at >= prompt;
    const reach = isWritten ? ' tabindex="0"' : '';
    return `<span class="t${at}"${reach} style="${WORD}${isWritten ? ';font-weight:bold;cursor:pointer' : ''}">${escapeText(printable(token))}</span>`;
  });
  const styles = colors.flatMap((row, at) => {
    const own = `.t${prompt + at}`;
    const outline = `.${name} ${own}:is(:hover,:focus){outline:2px solid}`;
    const rules = row.map((color, before) => {
      const look = `background-color:${toHex(color)};color:${toHex(foreground(color))}`;
      return `.${name}:has(${own}:is(:hover,:focus)) .t${before}{${look}}`;
    });
    return [outline, ...rules];
  });
  return `<div class="${name}"><style>${styles.join('')}</style><p dir="auto" style="line-height:1.7">${spans.join(' ')}</p></div>`;
}

/** A number for a text, so that two paragraphs of a page have styles of their own (FNV-1a). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}
