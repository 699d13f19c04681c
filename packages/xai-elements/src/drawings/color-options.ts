import type { Clip, Colormap, ValueRange } from 'svg-plots';

/** How values become colours, as in every heatmap package; what is left out is that of the explanation's kind. */
export interface ColorOptions {
  readonly colormap?: Colormap;
  readonly range?: ValueRange;
  readonly clip?: Clip;
}

/** Without the options that are left out: a heatmap package takes an option that is undefined for one that was given. */
export function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}
