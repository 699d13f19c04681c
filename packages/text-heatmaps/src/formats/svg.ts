import {
  checkLength,
  currentOptions,
  element,
  escapeText,
  FONT_FAMILY,
  isRightToLeft,
  toHex,
  valueError,
} from 'svg-plots';
import { foreground } from '../colors/foreground';
import { type ColoredText, formatValue } from './colored-text';
import { layOut } from './line-layout';
import { printable } from './printable';

/** Lengths in pixels. */
export interface SvgOptions {
  /** The width of the picture, 600 if left out; lines are wrapped at it. */
  readonly width?: number;
  /** 16 if left out. */
  readonly fontSize?: number;
}

/**
 * The words as a picture. Each text is stretched to its box by the renderer, so that boxes hold with any font. The first letter of all says
 * whether the words run from the right, as in HTML.
 */
export function toSvg({ words, values, colors, separator }: ColoredText, options: SvgOptions = {}): string {
  const { width = 600, fontSize = 16 } = currentOptions(options, ['width', 'fontSize'], 'toSVG');
  checkPositive('width', width);
  checkPositive('fontSize', fontSize);
  const padding = 0.25 * fontSize;
  const lineHeight = 1.75 * fontSize;
  const boxes = layOut(words.map(printable), { width, fontSize, padding, gap: separator ? padding : 0 });
  const height = lineHeight * (boxes.length > 0 ? boxes[boxes.length - 1].line + 1 : 1);
  const mirrored = isRightToLeft(words.join(' '));
  const drawn = boxes.map((box) => {
    const ground = colors[box.word];
    const x = mirrored ? width - box.x - box.width : box.x;
    const y = box.line * lineHeight;
    const place = { x, y: y + 0.075 * lineHeight, width: box.width, height: 0.85 * lineHeight, rx: 0.2 * fontSize };
    const baseline = { x: x + padding, y: y + 0.68 * lineHeight, textLength: box.textWidth };
    const fit = { lengthAdjust: 'spacingAndGlyphs', 'xml:space': 'preserve', fill: toHex(foreground(ground)) };
    const title = element('title', {}, formatValue(values[box.word]));
    const rectangle = element('rect', { ...place, fill: toHex(ground) });
    return element('g', {}, title, rectangle, element('text', { ...baseline, ...fit }, escapeText(box.text)));
  });
  const viewBox = `0 0 ${width} ${height}`;
  const label = { role: 'img', 'aria-label': words.map(printable).join(separator && printable(separator)) };
  const picture = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, ...label };
  return element('svg', { ...picture, 'font-family': FONT_FAMILY, 'font-size': fontSize }, ...drawn);
}

function checkPositive(argument: string, length: number): void {
  if (!(Number.isFinite(length) && length > 0)) throw valueError(argument, length, 'a positive number of pixels');
  checkLength(argument, length, 0);
}
