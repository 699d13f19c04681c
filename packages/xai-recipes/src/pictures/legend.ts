import type { HeatmapKind } from 'xai-base';
import { colorbarOf } from './colorbars';
import { colored } from './colored-words';
import { line } from './svg';

const STEPS = 33;
const BAR = { width: 165, height: 10 };

/**
 * The colours of words and what they mean: `[left text] [bar] [right text]`, around the middle `x`.
 *
 * @example
 * ```ts
 * legend('attribution', 100, 8).includes('speaks for'); // => true
 * ```
 */
export function legend(kind: HeatmapKind, x: number, y: number): string {
  const { low, high } = colorbarOf(kind);
  const values = Array.from({ length: STEPS }, (_, step) => (2 * step) / (STEPS - 1) - 1);
  const { colors } = colored(
    values.map(() => ' '),
    values,
    kind,
  );
  const [left, width] = [x - BAR.width / 2, BAR.width / STEPS];
  const fills = colors.map(
    (color, at) =>
      `<rect x="${left + at * width}" y="${y}" width="${width}" height="${BAR.height}" fill="rgb(${color})"/>`,
  );
  const small = { size: 12, color: '#444444' };
  return [
    line(low, left - 8, y + 10, { ...small, anchor: 'end' }),
    `<g shape-rendering="crispEdges">${fills.join('')}</g>`,
    line(high, left + BAR.width + 8, y + 10, small),
  ].join('');
}
