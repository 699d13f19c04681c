import { element, round } from 'svg-plots';
import type { Palette } from '../colors/palette';
import { type Column, lineThrough, type Point, withoutGaps } from './columns';
import type { Extent } from './layout';

/** The ground behind a line: one element a shade, in which runs of columns of that shade are rectangles. */
export function bands(columns: readonly Column[], [top, bottom]: Extent, palette: Palette): string {
  const path = ([first, last]: Run) =>
    `M${round(columns[first].left)} ${round(top)}H${round(columns[last].right)}V${round(bottom)}H${round(columns[first].left)}Z`;
  const drawn = shaded(columns, path, palette, 'fill');
  return element('g', { 'shape-rendering': 'crispEdges' }, ...drawn);
}

/** The line itself as by a marker pen: segments reach halfway to the next ones. */
export function segments(columns: readonly Column[], palette: Palette): string {
  const path = ([first, last]: Run) => {
    const lines = withoutGaps(columns.slice(first, last + 1)).map((run) => {
      const points = run.flatMap((column) => column.points);
      const before = run[0] === columns[first] ? between(columns[first - 1], columns[first]) : [];
      const after = run[run.length - 1] === columns[last] ? between(columns[last], columns[last + 1]) : [];
      return lineThrough([...before, ...points, ...after]);
    });
    return lines.join('');
  };
  const drawn = shaded(columns, path, palette, 'stroke');
  return element('g', { fill: 'none', 'stroke-width': 8, 'stroke-linejoin': 'round' }, ...drawn);
}

/** The first and the last of neighbouring columns of one shade. */
type Run = readonly [first: number, last: number];

/** An element a shade, which has the colour of the shade as its fill or its stroke. */
function shaded(
  columns: readonly Column[],
  path: (run: Run) => string,
  { shadeOf, paint }: Palette,
  pen: 'fill' | 'stroke',
): string[] {
  const paths = new Map<number, string>();
  for (let first = 0; first < columns.length; ) {
    const shade = shadeOf(columns[first].strength);
    let end = first + 1;
    while (end < columns.length && shadeOf(columns[end].strength) === shade) end++;
    if (paint(shade)) paths.set(shade, (paths.get(shade) ?? '') + path([first, end - 1]));
    first = end;
  }
  return Array.from(paths).flatMap(([shade, d]) =>
    d ? [element('path', { [pen]: 'currentColor', ...paint(shade), d })] : [],
  );
}

/** Halfway between two columns, if both have values. */
function between(one?: Column, next?: Column): Point[] {
  const [from, to] = [one?.points.at(-1), next?.points[0]];
  return from && to ? [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]] : [];
}
