import type { ImageValues } from './segmenter';
import { pixelsBetweenTurns, turn } from './turn';

const toXyz = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const white = [0.95047, 1, 1.08883]; // D65, seen by 2 degrees

/**
 * The colours of an sRGB image (0 to 1) as CIE L*a*b*, in which distances are about as large as they look; with one channel, its
 * lightness; images of other channels are scaled to 0..100, the range of lightness.
 */
export async function toLab(image: ImageValues, signal?: AbortSignal): Promise<ImageValues> {
  const { values, channels } = image;
  if (channels !== 1 && channels !== 3) return { ...image, values: Float64Array.from(values, (value) => 100 * value) };
  const lab = new Float64Array(values.length);
  for (let at = 0; at < lab.length; at += channels) {
    if ((at / channels) % pixelsBetweenTurns === 0) await turn(signal);
    if (channels === 3) writeLab(values[at], values[at + 1], values[at + 2], lab, at);
    else lab[at] = lightness(values[at]);
  }
  return { ...image, values: lab };
}

function writeLab(red: number, green: number, blue: number, lab: Float64Array, at: number): void {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = share(r, g, b, 0);
  const y = share(r, g, b, 1);
  const z = share(r, g, b, 2);
  lab[at] = 116 * y - 16;
  lab[at + 1] = 500 * (x - y);
  lab[at + 2] = 200 * (y - z);
}

function lightness(gray: number): number {
  const level = linear(gray);
  return 116 * share(level, level, level, 1) - 16;
}

function linear(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

/** A coordinate of XYZ against that of white, as perceived. */
function share(red: number, green: number, blue: number, axis: number): number {
  const row = toXyz[axis];
  const part = (row[0] * red + row[1] * green + row[2] * blue) / white[axis];
  return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116;
}
