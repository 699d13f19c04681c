import { type Colorscheme, valueError } from 'svg-plots';
import { type HeatmapKind, heatmapKinds, ShapeError } from 'xai-base';
import type { Rangescale } from './colors/rangescale';

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
  /** Beside the colour bar: the method and the output that it explains, if left out. */
  readonly colorLabel?: string;
  readonly title?: string;
  /** Coloured `'bands'` behind the line, or coloured `'segments'` of the line. */
  readonly style?: 'bands' | 'segments';
  /** The colours: `'seismic'`, `'grays'`, or a table of your own. */
  readonly colorscheme?: Colorscheme;
  /** Whether colours are strongest far from zero (`'centered'`), or run from the smallest to the largest value (`'extrema'`). */
  readonly rangescale?: Rangescale;
}

/** Options with nothing left out. */
export type PlotOptions = Required<Omit<TimeseriesOptions, 'sample'>>;

const presets: Record<HeatmapKind, Required<Pick<TimeseriesOptions, 'colorscheme' | 'rangescale'>>> = {
  attribution: { colorscheme: 'seismic', rangescale: 'centered' },
  sensitivity: { colorscheme: 'grays', rangescale: 'extrema' },
  cam: { colorscheme: 'seismic', rangescale: 'extrema' },
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
 * @throws {ValueError} for an invalid option
 */
export function completeOptions(
  options: TimeseriesOptions,
  { steps, channels, kind, ...subject }: Subject,
): PlotOptions {
  if (typeof options !== 'object' || options === null) throw valueError('options', options, 'an object');
  if (!Object.hasOwn(presets, kind)) throw valueError('explanation.heatmap', kind, `one of ${heatmapKinds.join(', ')}`);
  const { colorscheme = presets[kind].colorscheme, rangescale = presets[kind].rangescale, style = 'bands' } = options;
  if (style !== 'bands' && style !== 'segments') throw valueError('style', style, "'bands' or 'segments'");
  const { times = Array.from({ length: steps }, (_, step) => step), featureNames = namesOf(channels) } = options;
  checkTimes(times, steps);
  checkNames(featureNames, channels);
  const { xLabel = options.times ? 'time' : 'time step', yLabel = '', title = '' } = options;
  const { colorLabel = subject.colorLabel } = options;
  for (const [name, text] of Object.entries({ xLabel, yLabel, title, colorLabel })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  return { colorscheme, rangescale, style, times, featureNames, xLabel, yLabel, title, colorLabel };
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
