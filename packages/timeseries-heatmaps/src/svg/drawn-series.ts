import type { Palette } from '../colors/palette';
import type { PlotOptions } from '../plot-options';
import type { Channels } from '../values/read-channels';

/** What is drawn. */
export interface DrawnSeries extends PlotOptions {
  /** NaN where a value is missing. */
  readonly lines: Channels;
  readonly values: Channels;
  readonly palette: Palette;
}
