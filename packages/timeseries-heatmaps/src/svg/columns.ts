import { round } from 'svg-plots';

/** What is drawn of one time step; of several where they share a pixel. */
export interface Column {
  readonly left: number;
  readonly right: number;
  /** Where the line passes: of many points in a pixel the first, the lowest, the highest and the last. None where values are missing. */
  readonly points: readonly Point[];
  /** The strength that is farthest from 0. */
  readonly strength: number;
}

/** A place in the picture. */
export type Point = readonly [x: number, y: number];

/**
 * The columns of a channel, so that thousands of time steps take no more room than the picture has pixels.
 *
 * @param points where the time steps are; `y` is NaN where a value is missing
 * @param strengths how strongly they are coloured
 * @param edges where they begin and, one more, where the last one ends
 */
export function columnsOf(points: readonly Point[], strengths: readonly number[], edges: readonly number[]): Column[] {
  const columns: Column[] = [];
  for (let first = 0; first < points.length; ) {
    let end = first + 1;
    while (end < points.length && Math.floor(points[end][0]) === Math.floor(points[first][0])) end++;
    const strength = strengths.slice(first, end).reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most));
    const [left, right] = [edges[first], edges[end]];
    const known = points.slice(first, end).filter(([, y]) => !Number.isNaN(y));
    columns.push({ left, right, points: outline(known), strength });
    first = end;
  }
  return columns.map((column, at) => (isAlone(columns, at) ? acrossIts(column) : column));
}

function outline(points: readonly Point[]): readonly Point[] {
  if (points.length <= 4) return points;
  const heights = points.map(([, y]) => y);
  const lowest = heights.indexOf(Math.max(...heights));
  const highest = heights.indexOf(Math.min(...heights));
  const kept = new Set([0, Math.min(lowest, highest), Math.max(lowest, highest), points.length - 1]);
  return Array.from(kept, (at) => points[at]);
}

/** Whether there are values in a column, but none beside it. */
function isAlone(columns: readonly Column[], at: number): boolean {
  const hasPoints = (one: number) => (columns[one]?.points.length ?? 0) > 0;
  return hasPoints(at) && !hasPoints(at - 1) && !hasPoints(at + 1);
}

/** A line through one point would not be seen: it is drawn from edge to edge. */
function acrossIts(column: Column): Column {
  const [[, y]] = column.points;
  return { ...column, points: [[column.left, y], ...column.points, [column.right, y]] };
}

/** The runs of columns that have values: between them the line has gaps. */
export function withoutGaps(columns: readonly Column[]): Column[][] {
  const runs: Column[][] = [];
  for (const [at, column] of columns.entries()) {
    if (column.points.length === 0) continue;
    if (at > 0 && columns[at - 1].points.length > 0) runs[runs.length - 1].push(column);
    else runs.push([column]);
  }
  return runs;
}

/** A path from point to point, in SVG's own terms. */
export function lineThrough(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`;
}
