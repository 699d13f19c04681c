import { type Colormap, colormapTable, currentOptions, valueError } from 'svg-plots';
import { checkPositiveInteger } from 'xai-base';
import { lowToHigh } from './svg/value-colors';

/** How a picture of a whole table looks. */
export interface TablePlotOptions {
  /** How many features have a row of their own, 10 if left out; the others share one. */
  readonly numFeatures?: number;
  readonly title?: string;
  /** The name of the attributions' axis: the method and the output that it explains, if left out. */
  readonly label?: string;
  /** The colours from low to high values, by name (see `colormapNames`), or a table of your own. */
  readonly colormap?: Colormap;
}

/** Options of {@link TablePlotOptions}, by name. */
export const tableOptionNames = ['numFeatures', 'title', 'label', 'colormap'];

/** How a picture looks, with nothing left out but what the data say. */
export interface TableStyle {
  readonly title: string;
  readonly colormap: Colormap;
}

/**
 * The options with what is usual where they are left out.
 *
 * @throws {ValueError} for an option that does not exist, or a value that is none
 */
export function completeTableOptions<T extends TablePlotOptions>(
  given: T,
  known: readonly string[],
  owner: string,
): T & TableStyle & Required<Pick<TablePlotOptions, 'numFeatures'>> {
  const options = currentOptions(given, known, owner);
  const { numFeatures = 10, title = '', colormap = lowToHigh } = options;
  checkPositiveInteger('numFeatures', numFeatures);
  for (const [name, text] of Object.entries({ title, label: options.label ?? '' })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  colormapTable(colormap);
  return { ...options, numFeatures, title, colormap };
}
