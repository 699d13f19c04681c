import { formatRange, isCentered } from 'svg-plots';
import type { HeatmapImage, Legend } from '../images/heatmap-image';
import { barsOf, type Colorbar, type SheetOptions } from './sheet-options';

/** What a sheet says of its colours. */
export interface SheetLegend {
  readonly bars: readonly BarLegend[];
  /** Below each cell, where the cells of a bar do not have one range. */
  readonly captions: readonly (readonly string[])[];
}

/** What stands at a bar of colours. */
export interface BarLegend {
  readonly colorbar: Colorbar;
  readonly rows: readonly [first: number, last: number];
  /** At the high and at the low end. */
  readonly ends: readonly [high: string, low: string];
  /** How opaque the colours lie over the images. */
  readonly alpha: number;
  /** Whether its cells have one range, which then stands at the ends. */
  readonly hasRange: boolean;
}

/** The range of each bar of colours, of its cells if they have one in common; otherwise each cell says its own. */
export function legendOf(options: SheetOptions): SheetLegend {
  const { cells } = options;
  const bars = barsOf(options).map((colorbar) => barLegend(colorbar, cells));
  const captions = cells.map((row, at) => {
    const says = bars.some(({ rows: [first, last], hasRange }) => first <= at && at <= last && !hasRange);
    return row.map((image) => (says && image?.legend ? rangeText(image.legend) : ''));
  });
  return { bars, captions };
}

function barLegend(colorbar: Colorbar, cells: SheetOptions['cells']): BarLegend {
  const { rows = [0, cells.length - 1] } = colorbar;
  const beside = cells.slice(rows[0], rows[1] + 1).flat() as (HeatmapImage | undefined)[];
  const legends = beside.flatMap((image) => image?.legend ?? []);
  const ranges = legends.flatMap(({ range }) => (range ? [range] : []));
  const isShared = ranges.every(([low, high]) => low === ranges[0][0] && high === ranges[0][1]);
  const range = colorbar.range ?? (isShared ? ranges[0] : undefined);
  const isClipped = [0, 1].map((end) => legends.some((legend) => legend.isClipped?.[end]));
  const [low, high] = range ? formatRange(range) : [];
  return {
    colorbar,
    rows,
    ends: [
      end(colorbar.high, high, isClipped[1] ? ' and more' : ''),
      end(colorbar.low, low, isClipped[0] ? ' and less' : ''),
    ],
    alpha: colorbar.alpha ?? legends[0]?.alpha ?? 1,
    hasRange: range !== undefined,
  };
}

function end(meaning: string, value: string | undefined, beyond: string): string {
  if (value === undefined) return meaning;
  return `${meaning}${meaning ? ': ' : ''}${value}${beyond}`;
}

/** From where to where the colours go; values beyond have those of the ends. */
function rangeText({ range, isClipped = [false, false] }: Legend): string {
  if (!range) return '';
  const [low, high] = formatRange(range);
  const ends = isCentered(range) && range[1] > 0 ? `±${high}` : `${low} to ${high}`;
  return `${ends}${isClipped.includes(true) ? ', clipped' : ''}`;
}
