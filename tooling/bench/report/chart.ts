import type { EngineName } from '../engines/names';
import { threeDigits } from './tables';

/** Times and memory along one axis. */
export interface Curves {
  axis: string;
  what: string;
  lines: { engine: EngineName; points: { x: number; milliseconds: number; megabytes: number }[] }[];
}

const colours: Record<string, string> = { stock: '#999999', wasm: '#d95f02', native: '#1b6ca8', torch: '#2a9d4b' };
const [panelWidth, panelHeight, left, top, gap] = [210, 150, 64, 56, 44];

/** A position on a logarithmic axis. */
export function logScale(domain: [number, number], range: [number, number]): (value: number) => number {
  const [low, high] = domain.map(Math.log);
  const span = high - low || 1;
  return (value) => range[0] + ((Math.log(value) - low) / span) * (range[1] - range[0]);
}

/** The numbers 1, 10, 100, ... or, where those are few, also 2, 5, 20, ... within bounds. */
export function logTicks([low, high]: [number, number]): number[] {
  const within = (mantissas: number[]) =>
    Array.from({ length: 12 }, (_, power) => mantissas.map((mantissa) => mantissa * 10 ** (power - 4)))
      .flat()
      .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  const decades = within([1]);
  return decades.length > 1 ? decades : within([1, 2, 5]);
}

type Quantity = 'milliseconds' | 'megabytes';

function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', content: string, colour = '#333333'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${content}</text>`;
}

/** One panel: a quantity along one axis, both logarithmic. */
function panel({ axis, lines }: Curves, quantity: Quantity, bounds: [number, number], x0: number, y0: number): string {
  const values = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const x = logScale([values[0], values.at(-1)!], [x0, x0 + panelWidth]);
  const y = logScale(bounds, [y0 + panelHeight, y0]);
  const rules = logTicks(bounds).flatMap((tick) => [
    `<path d="M${x0} ${y(tick).toFixed(1)}h${panelWidth}" stroke="#dddddd"/>`,
    text(x0 - 6, y(tick) + 4, 'end', tick >= 1 ? String(tick) : threeDigits(tick)),
  ]);
  const places = values.map((value) => text(x(value), y0 + panelHeight + 16, 'middle', String(value)));
  const curves = lines.map(({ engine, points }) => {
    const path = points.map((point) => `${x(point.x).toFixed(1)},${y(point[quantity]).toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colours[engine]}" stroke-width="2"/>`;
  });
  return [...rules, ...places, text(x0 + panelWidth / 2, y0 + panelHeight + 34, 'middle', axis), ...curves].join('\n');
}

/** The curves as a picture: times above, memory below, a column an axis. */
export function chart(curves: readonly Curves[]): string {
  const rowHeight = panelHeight + gap + 24;
  const quantities: [Quantity, string][] = [
    ['milliseconds', 'time, ms'],
    ['megabytes', 'peak memory, MB'],
  ];
  const width = left + curves.length * (panelWidth + gap) + 16;
  const height = top + quantities.length * rowHeight;
  const engines = [...new Set(curves.flatMap(({ lines }) => lines.map(({ engine }) => engine)))];
  const legend = engines.flatMap((engine, index) => [
    `<path d="M${left + 90 * index} 18h22" stroke="${colours[engine]}" stroke-width="3"/>`,
    text(left + 90 * index + 28, 22, 'start', engine),
  ]);
  const panels = quantities.flatMap(([quantity, title], row) => {
    const all = curves.flatMap(({ lines }) => lines.flatMap(({ points }) => points.map((point) => point[quantity])));
    const bounds: [number, number] = [Math.min(...all) / 1.2, Math.max(...all) * 1.2];
    const y0 = top + row * rowHeight;
    return [
      text(left, y0 - 8, 'start', title),
      ...curves.map((one, column) => panel(one, quantity, bounds, left + column * (panelWidth + gap), y0)),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Time and peak memory of explanations by their size</title>
<rect width="${width}" height="${height}" fill="white"/>
${[...legend, ...panels].join('\n')}
</svg>
`;
}
