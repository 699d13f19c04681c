import { type Clip, type Colormap, checkRange, currentOptions, type ValueRange, valueError } from 'svg-plots';
import { type HeatmapKind, heatmapKinds, ShapeError } from 'xai-base';

/** What a plot says and how it is coloured. */
export interface TimeseriesOptions {
  /** Which sample of a batch is drawn; needed where there are several. */
  readonly sample?: number;
  /** The names of the channels. */
  readonly featureNames?: readonly string[];
  /** When the time steps are, rising, in the unit of `xLabel`; 0, 1, 2, ... if left out. */
  readonly times?: ArrayLike<number>;
  /** `'time step'` if left out, `'time'` with `times`. */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** The names of all outputs; left out, they are called `output 0`, ... */
  readonly outputNames?: readonly string[];
  /** Beside the colour bar: the method and the output that it explains, if left out. */
  readonly colorLabel?: string;
  readonly title?: string;
  /** Coloured `'bands'` behind the line, or coloured `'segments'` of the line. */
  readonly style?: 'bands' | 'segments';
  /** The colours, by name (see `colormapNames`), or a table of your own. */
  readonly colormap?: Colormap;
  /** Whether the middle of the colours is zero (`'centered'`), they run from the smallest to the largest value (`'extrema'`), or between two values. */
  readonly range?: ValueRange;
  /** Whether a few values far from all others get the colours of the ends: `'auto'`, a percentile such as 0.99, or not (`false`, if left out). */
  readonly clip?: Clip;
  /** @deprecated now `colormap`; goes with the next release */
  readonly colorscheme?: Colormap;
  /** @deprecated now `range`; goes with the next release */
  readonly rangescale?: ValueRange;
}

const known = [
  ...['sample', 'featureNames', 'times', 'xLabel', 'yLabel', 'outputNames', 'colorLabel', 'title', 'style'],
  ...['colormap', 'range', 'clip'],
];
const renamed = { colorscheme: 'colormap', rangescale: 'range' };

/** Options with nothing left out. */
export type PlotOptions = Required<Omit<TimeseriesOptions, 'sample' | 'outputNames' | 'colorscheme' | 'rangescale'>>;

const presets: Record<HeatmapKind, Pick<PlotOptions, 'colormap' | 'range'>> = {
  attribution: { colormap: 'seismic', range: 'centered' },
  sensitivity: { colormap: 'grays', range: 'extrema' },
  cam: { colormap: 'seismic', range: 'extrema' },
};

/** What the options are completed and checked by. */
export interface Subject {
  readonly steps: number;
  readonly channels: number;
  readonly kind: HeatmapKind;
  readonly colorLabel: string;
}

/**
 * The options with the preset of a kind of explanation where they are left out.
 *
 * @throws {ShapeError} if there are not as many names as channels, or times as time steps
 * @throws {ValueError} for an option that does not exist, or a value that is none
 */
export function completeOptions(given: TimeseriesOptions, { steps, channels, kind, ...subject }: Subject): PlotOptions {
  const options = currentOptions(given, known, 'plotTimeseries', renamed);
  if (!heatmapKinds.includes(kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  const { colormap = presets[kind].colormap, range = presets[kind].range, clip = false, style = 'bands' } = options;
  checkRange(range, clip);
  if (style !== 'bands' && style !== 'segments') throw valueError('style', style, "'bands' or 'segments'");
  const { times = Array.from({ length: steps }, (_, step) => step), featureNames = namesOf(channels) } = options;
  checkTimes(times, steps);
  checkNames(featureNames, channels);
  const { xLabel = options.times ? 'time' : 'time step', yLabel = '', title = '' } = options;
  const { colorLabel = subject.colorLabel } = options;
  for (const [name, text] of Object.entries({ xLabel, yLabel, title, colorLabel })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  return { colormap, range, clip, style, times, featureNames, xLabel, yLabel, title, colorLabel };
}

/** The only channel needs no name. */
function namesOf(channels: number): string[] {
  return Array.from({ length: channels }, (_, channel) => (channels > 1 ? `channel ${channel}` : ''));
}

function checkTimes(times: ArrayLike<number>, steps: number): void {
  if (typeof times?.length !== 'number') throw valueError('times', times, 'an array of numbers');
  checkCount('times', times.length, `one a time step, ${steps}`, steps);
  for (let step = 0; step < steps; step++) {
    const isRising = step === 0 || times[step] > times[step - 1];
    if (!(Number.isFinite(times[step]) && isRising))
      throw valueError(`times[${step}]`, times[step], 'a finite number above the one before it');
  }
}

function checkNames(names: readonly string[], channels: number): void {
  if (!Array.isArray(names)) throw valueError('featureNames', names, 'an array of strings');
  checkCount('featureNames', names.length, `one a channel, ${channels}`, channels);
  const other = names.findIndex((name) => typeof name !== 'string');
  if (other >= 0) throw valueError(`featureNames[${other}]`, names[other], 'a string');
}

function checkCount(argument: string, length: number, expected: string, count: number): void {
  if (length === count) return;
  throw new ShapeError(`There are ${length} ${argument}; expected ${expected}.`, { argument, value: length, expected });
}
