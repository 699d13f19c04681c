import { escapeText } from 'svg-plots';
import type { HeatmapKind } from 'xai-base';
import { colored } from './colored-words';
import type { Caption, VectorDrawing } from './drawing';
import { legend } from './legend';
import { compose, line, sizeOf } from './svg';

const WIDTH = 640;
const MARGIN = 20;

/** What is drawn of an explained text. */
export interface ExplainedText {
  readonly words: readonly string[];
  /** One a word. */
  readonly values: readonly number[];
  readonly kind: HeatmapKind;
  readonly method: string;
}

/** Words on coloured ground, below what they are about, above what the colours mean. */
export function textDrawing(
  { words, values, kind, method }: ExplainedText,
  { title, isPart, width = WIDTH }: Caption,
): VectorDrawing {
  const text = colored(words, values, kind);
  const html = `<p>${escapeText(method)}</p>\n${text.toHTML()}`;
  const head = isPart
    ? [line(method, MARGIN, 28, { weight: 'bold' })]
    : [line(title, MARGIN, 32, { size: 17, weight: 'bold' }), line(method, MARGIN, 52, { size: 13, color: '#444444' })];
  const top = isPart ? 40 : 66;
  const inner = text.toSVG({ width: width - 2 * MARGIN });
  const bottom = top + sizeOf(inner).height;
  const parts = [...head, { svg: inner, x: MARGIN, y: top }];
  if (isPart) return { kind: 'vector', svg: compose(width, bottom + 8, parts), html, words: text };
  return {
    kind: 'vector',
    svg: compose(width, bottom + 52, [...parts, legend(kind, width / 2, bottom + 22)]),
    html: `<h1>${escapeText(title)}</h1>\n${html}\n${compose(width, 30, [legend(kind, width / 2, 8)])}`,
    words: text,
  };
}
