import type { ImageValues } from './segmenter';

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
export function toLab(image: ImageValues): ImageValues {
  if (image.channels === 1)
    return { ...image, values: Float64Array.from(image.values, (gray) => lab(gray, gray, gray)[0]) };
  if (image.channels !== 3) return { ...image, values: Float64Array.from(image.values, (value) => 100 * value) };
  const values = new Float64Array(image.values.length);
  for (let at = 0; at < values.length; at += 3) {
    values.set(lab(image.values[at], image.values[at + 1], image.values[at + 2]), at);
  }
  return { ...image, values };
}

function lab(red: number, green: number, blue: number): [number, number, number] {
  const linear = [red, green, blue].map((value) =>
    value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92,
  );
  const [x, y, z] = toXyz.map((row, axis) => {
    const share = (row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]) / white[axis];
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
