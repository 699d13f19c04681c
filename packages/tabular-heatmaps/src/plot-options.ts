import { type Colormap, currentOptions, type SignTones, signTones, valueError } from 'svg-plots';
import { checkPositiveInteger, type HeatmapKind, heatmapKinds } from 'xai-base';

/** What a plot shows and how it is coloured. */
export interface TabularOptions {
  /** How many features have a bar of their own, 10 if left out; the others share one. */
  readonly numFeatures?: number;
  /** `'bars'` from zero, or a `'waterfall'` from the expected value to the prediction. */
  readonly style?: 'bars' | 'waterfall';
  /** Where a waterfall begins: the model's output when nothing is known of the features. Left out, that of the explanation. */
  readonly expectedValue?: number;
  /** What is said behind the names, such as categories; the explanation's input if left out. */
  readonly featureValues?: ArrayLike<number | string>;
  /** The names of all outputs; left out, they are called `output 0`, ... */
  readonly outputNames?: readonly string[];
  /** Which sample of a batch is drawn; needed where there are several. */
  readonly sample?: number;
  /** Below the axis: the method and the output that it explains, if left out. */
  readonly xLabel?: string;
  readonly title?: string;
  /** The colours, by name (see `colormapNames`), or a table of your own: those of its ends are those of negative and positive values. */
  readonly colormap?: Colormap;
  /** @deprecated now `colormap`; goes with the next release */
  readonly colorscheme?: Colormap;
}

const known = [
  ...['numFeatures', 'style', 'expectedValue', 'featureValues', 'outputNames', 'sample', 'xLabel', 'title'],
  ...['colormap'],
];

/** How a plot looks, with nothing left out. */
export interface PlotStyle {
  readonly numFeatures: number;
  readonly style: 'bars' | 'waterfall';
  readonly title: string;
  readonly tones: SignTones;
  /** Whether the sign of a value says something. */
  readonly isSigned: boolean;
}

/** What a plot shows, as it was asked for, and how it looks. */
export interface CompleteOptions
  extends PlotStyle,
    Pick<TabularOptions, 'sample' | 'featureValues' | 'outputNames' | 'expectedValue' | 'xLabel'> {}

const presets: Record<HeatmapKind, Colormap> = { attribution: 'seismic', sensitivity: 'grays', cam: 'grays' };

/**
 * The options with the preset of a kind of explanation where they are left out.
 *
 * @throws {ValueError} for an option that does not exist, or a value that is none
 */
export function completeOptions(given: TabularOptions, kind: HeatmapKind): CompleteOptions {
  const options = currentOptions(given, known, 'plotTabular', { colorscheme: 'colormap' });
  if (!heatmapKinds.includes(kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  const { numFeatures = 10, style = 'bars', title = '', colormap = presets[kind] } = options;
  checkPositiveInteger('numFeatures', numFeatures);
  if (style !== 'bars' && style !== 'waterfall') throw valueError('style', style, "'bars' or 'waterfall'");
  for (const [name, text] of Object.entries({ title, xLabel: options.xLabel === undefined ? '' : options.xLabel })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  const { sample, featureValues, outputNames, expectedValue, xLabel } = options;
  const look = { numFeatures, style, title, tones: signTones(colormap), isSigned: kind === 'attribution' };
  return { ...look, sample, featureValues, outputNames, expectedValue, xLabel };
}
