import { AbortError, RandomStream } from 'xai-base';
import { felzenszwalb, quickshift, type Segmenter, Superpixels, slic } from '../../src';
import { ascendingOrder } from '../../src/segmentation/ascending-order';
import { gaussianBlur } from '../../src/segmentation/gaussian-blur';
import { toLab } from '../../src/segmentation/to-lab';

const segmenters: Record<string, Segmenter> = {
  slic: slic({ sigma: 1 }),
  quickshift: quickshift(),
  felzenszwalb: felzenszwalb(),
};

/** Stripes with noise, large enough for work of some 100 milliseconds. */
function noisy(size: number) {
  const random = new RandomStream(1);
  const values = Float32Array.from(
    { length: size * size * 3 },
    (_, at) => (at % 9 < 4 ? 0 : 200) + 55 * random.uniform(),
  );
  return { values, height: size, width: size, channels: 3 };
}

describe('segmenters are no burden to others', () => {
  it.each(Object.keys(segmenters))('%s lets timers fire, and ends when one aborts', async (name) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort('enough'), 0);
    await expect(segmenters[name](noisy(256), controller.signal)).rejects.toThrow(AbortError);
    clearTimeout(timer);
  });

  it.each(Object.keys(segmenters))('%s looks at the signal all the time', async (name) => {
    let looks = 0;
    const signal = { get aborted() { looks++; return false; } }; // biome-ignore format: a signal that counts
    await segmenters[name](noisy(64), signal as AbortSignal);
    expect(looks).toBeGreaterThan(8);
  });

  it('nor are superpixels that are hidden by a blur', async () => {
    const { values, height, width, channels } = noisy(192);
    const sample = { values, shape: [height, width, channels], dtype: 'float32' as const };
    for (const perturbation of [
      new Superpixels(),
      new Superpixels({ segmenter: () => new Int32Array(192 ** 2), hide: { blur: 9 } }),
    ]) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 0);
      await expect(perturbation.features(sample, controller.signal)).rejects.toThrow(AbortError);
      clearTimeout(timer);
    }
  });
});

describe('slic', () => {
  it.each([
    ['to the right', (pixel: number) => pixel, 10],
    ['to the left', (pixel: number) => 11 - pixel, 2],
  ])('sees pixels up to twice the step away, %s', async (_way, place, far) => {
    // centres at 2, 6 and 10, step 4: the pixel 10 has the colour of the first cell, the others around it have not
    const values = Array.from({ length: 12 }, (_, pixel) => Number(place(pixel) >= 5 && pixel !== far));
    const one = slic({ segments: 3, compactness: 0.01, iterations: 2, connected: false });
    for (const [height, width] of [
      [1, 12],
      [12, 1],
    ]) {
      const labels = await one({ values, height, width, channels: 1 });
      expect(labels[far]).toBe(labels[12 - 1 - far]);
    }
  });
});

it('sorts as a stable sort does', async () => {
  const random = new RandomStream(3);
  const numbers = Float64Array.from({ length: 3000 }, (_, at) => {
    if (at % 7 === 0) return 0;
    return at % 3 === 0 ? Math.floor(9 * random.uniform()) : 10 ** (8 * random.uniform() - 4);
  });
  const expected = [...numbers.keys()].sort((a, b) => numbers[a] - numbers[b] || a - b);
  expect(Array.from(await ascendingOrder(numbers))).toEqual(expected);
});

it('blurs with mirrored borders: a constant stays, a sum stays', async () => {
  const random = new RandomStream(5);
  const values = Float64Array.from({ length: 5 * 7 * 2 }, () => random.uniform());
  const image = { values, height: 5, width: 7, channels: 2 };
  const sum = (numbers: Float64Array, channel: number) =>
    numbers.reduce((total, value, at) => total + (at % 2 === channel ? value : 0), 0);
  for (const sigma of [0.5, 3, 20]) {
    const blurred = await gaussianBlur(image, sigma);
    for (const channel of [0, 1]) expect(sum(blurred, channel)).toBeCloseTo(sum(values, channel), 9);
    const even = await gaussianBlur({ ...image, values: new Float64Array(70).fill(0.3) }, sigma);
    for (const value of even) expect(value).toBeCloseTo(0.3, 12);
  }
});

it('knows the colours of CIE', async () => {
  // black, white, red, green, blue and a gray, as the standard's tables have them
  const values = [0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5, 0.5, 0.5];
  const { values: lab } = await toLab({ values, height: 1, width: 6, channels: 3 });
  const expected = [0, 0, 0, 100, 0, 0, 53.24, 80.09, 67.2, 87.73, -86.18, 83.18, 32.3, 79.19, -107.86, 53.39, 0, 0];
  for (const [at, value] of expected.entries()) expect(Math.abs(lab[at] - value)).toBeLessThan(0.05);
  const gray = await toLab({ values: [0.5], height: 1, width: 1, channels: 1 });
  expect(Math.abs(gray.values[0] - 53.39)).toBeLessThan(0.01);
});
