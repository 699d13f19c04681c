import { type Colorscheme, type SignTones, signTones, valueError } from 'svg-plots';
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
  /** Which sample of a batch is drawn; needed where there are several. */
  readonly sample?: number;
  /** Below the axis: the method and the output that it explains, if left out. */
  readonly xLabel?: string;
  readonly title?: string;
  /** The colours: `'seismic'`, `'grays'`, or a table of your own. */
  readonly colorscheme?: Colorscheme;
}

/** Options that do not depend on the explained row, with nothing left out. */
export interface PlotStyle {
  readonly numFeatures: number;
  readonly style: 'bars' | 'waterfall';
  readonly title: string;
  readonly tones: SignTones;
  /** Whether the sign of a value says something. */
  readonly isSigned: boolean;
}

const presets: Record<HeatmapKind, Colorscheme> = { attribution: 'seismic', sensitivity: 'grays', cam: 'grays' };

/**
 * The options with the preset of a kind of explanation where they are left out.
 *
 * @throws {ValueError} for an invalid option
 */
export function completeOptions(options: TabularOptions, kind: HeatmapKind): PlotStyle {
  if (typeof options !== 'object' || options === null) throw valueError('options', options, 'an object');
  if (!Object.hasOwn(presets, kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  const { numFeatures = 10, style = 'bars', title = '', colorscheme = presets[kind] } = options;
  checkPositiveInteger('numFeatures', numFeatures);
  if (style !== 'bars' && style !== 'waterfall') throw valueError('style', style, "'bars' or 'waterfall'");
  for (const [name, text] of Object.entries({ title, xLabel: options.xLabel ?? '' })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  return { numFeatures, style, title, tones: signTones(colorscheme), isSigned: kind === 'attribution' };
}
