import { escapeText } from 'svg-plots';

const FONT = 'system-ui, -apple-system, Helvetica, Arial, sans-serif';

/** A vector picture, at a place in another one. */
export interface Placed {
  readonly svg: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The size of a picture in its own units, as its first tag says.
 *
 * @example
 * ```ts
 * sizeOf(compose(100, 50, [])); // => { width: 100, height: 50 }
 * ```
 */
export function sizeOf(svg: string): { width: number; height: number } {
  const [tag] = svg.split('>', 1);
  const length = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(tag)?.[1]);
  return { width: length('width'), height: length('height') };
}

/**
 * Pictures in a new one, on white, by night as by day.
 *
 * @example
 * ```ts
 * compose(100, 50, [line('a cat', 10, 20)]).startsWith('<svg'); // => true
 * ```
 */
export function compose(width: number, height: number, parts: readonly (Placed | string)[]): string {
  const placed = parts.map((part) =>
    typeof part === 'string' ? part : withoutStyle(part.svg).replace('<svg ', `<svg x="${part.x}" y="${part.y}" `),
  );
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT}"><rect ${size} fill="white"/>${placed.join('')}</svg>`;
}

/** Without what changes the colours by night. */
function withoutStyle(svg: string): string {
  return svg.replace(/<style>[^<]*<\/style>/g, '');
}

/** How a line of text looks. */
export interface LineStyle {
  readonly size?: number;
  readonly weight?: 'normal' | 'bold';
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/**
 * A line of text; `y` is its baseline.
 *
 * @example
 * ```ts
 * line('a < b', 10, 20).includes('a &lt; b'); // => true
 * ```
 */
export function line(text: string, x: number, y: number, style: LineStyle = {}): string {
  const { size = 14, weight = 'normal', color = '#111111', anchor = 'start' } = style;
  const looks = `font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}" ${looks}>${escapeText(text)}</text>`;
}
