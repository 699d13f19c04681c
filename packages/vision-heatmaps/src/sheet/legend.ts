import { digitsFor, formatNumber } from 'svg-plots';
import type { HeatmapImage, Legend } from '../images/heatmap-image';
import type { SheetOptions } from './sheet-options';

/** What a sheet says of its colours. */
export interface SheetLegend {
  /** At the high and at the low end of the bar. */
  readonly ends: readonly [high: string, low: string];
  /** How opaque the colours lie over the images. */
  readonly alpha: number;
  /** Below each cell, where the cells do not have one range. */
  readonly captions: readonly (readonly string[])[];
}

/** The range of a bar of colours, of its cells if they have one in common; otherwise each cell says its own. Undefined without a bar. */
export function legendOf({ colorbar, cells }: SheetOptions): SheetLegend | undefined {
  if (!colorbar) return undefined;
  const legends = cells.flat().flatMap((image) => image?.legend ?? []);
  const ranges = legends.flatMap(({ range }) => (range ? [range] : []));
  const isShared = ranges.every(([low, high]) => low === ranges[0][0] && high === ranges[0][1]);
  const range = colorbar.range ?? (isShared ? ranges[0] : undefined);
  const isClipped = [0, 1].map((end) => legends.some((legend) => legend.isClipped?.[end]));
  const [low, high] = range ? written(range) : [];
  const caption = (image?: HeatmapImage) => (range || !image?.legend ? '' : rangeText(image.legend));
  return {
    ends: [
      end(colorbar.high, high, isClipped[1] ? ' and more' : ''),
      end(colorbar.low, low, isClipped[0] ? ' and less' : ''),
    ],
    alpha: colorbar.alpha ?? legends[0]?.alpha ?? 1,
    captions: cells.map((row) => row.map(caption)),
  };
}

function end(meaning: string, value: string | undefined, beyond: string): string {
  if (value === undefined) return meaning;
  return `${meaning}${meaning ? ': ' : ''}${value}${beyond}`;
}

/** From where to where the colours go; values beyond have those of the ends. */
function rangeText({ range, isClipped = [false, false] }: Legend): string {
  if (!range) return '';
  const [low, high] = written(range);
  return `${low} to ${high}${isClipped.includes(true) ? ', clipped' : ''}`;
}

/** With as many digits as tell the ends apart, in the letters that the font of a sheet has. */
function written([low, high]: readonly [number, number]): [string, string] {
  const digits = Math.max(digitsFor([low, high], high / 2 - low / 2) - 1, 3);
  const [first, second] = [low, high].map((value) => formatNumber(value, digits).replace('×10', 'e'));
  return [first, second];
}
