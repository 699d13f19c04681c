import { decimalOf, type Normalization } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/**
 * Reads a normalization: the values of black and white (`-1,1`), or `mean/std`, one for all channels or one each
 * (`0.485/0.229,0.456/0.224,0.406/0.225`).
 *
 * @throws {UsageError} for anything else
 *
 * @example
 * ```ts
 * parseNormalization('0,255'); // => { mean: [0], std: [1 / 255] }
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
    if (white > black) return { mean: [(0 - black) / (white - black)], std: [1 / (white - black)] };
  }
  const expected =
    'min,max, such as -1,1, or mean/std for all channels or one each, such as 0.485/0.229,0.456/0.224,0.406/0.225';
  throw wrongOption('--normalize', text, expected);
}
