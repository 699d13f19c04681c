import { describeValue } from 'xai-base';
import { UsageError } from '../errors/errors';
import { decimalOf } from '../numbers/decimal-of';

/** How brightness b in [0, 1] becomes a value of the model's input: `(b - mean) / std`, for all channels or one each. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Brightness itself. */
export const unchanged: Normalization = { mean: [0], std: [1] };

/**
 * Reads a normalization: the values of black and white (`-1,1`), or `mean/std`, one for all channels or one each
 * (`0.485/0.229,0.456/0.224,0.406/0.225`).
 *
 * @throws {UsageError} for anything else
 *
 * @example
 * ```ts
 * parseNormalization('0,255'); // => { mean: [-0], std: [1 / 255] }
 * ```
 */
export function parseNormalization(text: string): Normalization {
  const parts = text.split(',').map((part) => part.split('/').map((one) => decimalOf(one)));
  const isComplete = parts.flat().every(Number.isFinite);
  if (isComplete && parts.every(({ length }) => length === 2)) {
    const [mean, std] = [parts.map(([one]) => one), parts.map(([, one]) => one)];
    if (std.every((one) => one > 0)) return { mean, std };
  } else if (isComplete && parts.length === 2 && parts.flat().length === 2) {
    const [[black], [white]] = parts;
    if (white > black) return { mean: [-black / (white - black)], std: [1 / (white - black)] };
  }
  const expected =
    'min,max, such as -1,1, or mean/std for all channels or one each, such as 0.485/0.229,0.456/0.224,0.406/0.225';
  throw new UsageError(`--normalize is ${describeValue(text)}; expected ${expected}.`, {
    argument: '--normalize',
    value: text,
    expected,
  });
}

/**
 * The value of the model's input that a brightness becomes.
 *
 * @param channel from 0
 */
export function normalize(brightness: number, channel: number, { mean, std }: Normalization): number {
  return (brightness - mean[channel % mean.length]) / std[channel % std.length];
}

/** White minus black, on average over the channels. */
export function contrastOf({ std }: Normalization): number {
  return std.reduce((sum, one) => sum + 1 / one, 0) / std.length;
}

/** @throws {UsageError} when there are neither one nor as many pairs as channels */
export function checkChannels({ mean }: Normalization, channels: number): void {
  if (mean.length === 1 || mean.length === channels) return;
  const expected = `one pair, or ${channels}: the model's input has that many channels`;
  throw new UsageError(`--normalize has ${mean.length} pairs mean/std; expected ${expected}.`, {
    argument: '--normalize',
    value: mean.length,
    expected,
  });
}
