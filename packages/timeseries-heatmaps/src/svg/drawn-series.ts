import type { SignTones } from 'svg-plots';
import type { ColorRange } from '../colors/rangescale';
import type { PlotOptions } from '../plot-options';
import type { Channels } from '../values/read-channels';

/** What is drawn. */
export interface DrawnSeries extends PlotOptions {
  readonly lines: Channels;
  readonly values: Channels;
  readonly tones: SignTones;
  readonly colors: ColorRange;
}
