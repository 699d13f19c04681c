import { imageTensor, type Pixels, presets } from '../../../src';
import { useCpu } from '../../support/use-cpu';

beforeAll(useCpu);

/** Gray pixels, a number each. */
function gray(rows: number[][]): Pixels {
  const data = Float32Array.from(rows.flat().flatMap((value) => [value, value, value, 1]));
  return { width: rows[0].length, height: rows.length, data, white: 1 };
}

async function values(...given: Parameters<typeof imageTensor>): Promise<number[]> {
  const tensor = imageTensor(...given);
  const found = Array.from(await tensor.data());
  tensor.dispose();
  return found;
}

const square = { height: 2, width: 2, channels: 1 } as const;
const wide = gray([
  [0.1, 0.2, 0.3, 0.4],
  [0.5, 0.6, 0.7, 0.8],
]);
const close = (numbers: number[]) => numbers.map((one) => expect.closeTo(one, 6));

test('cut at its middle, nothing is stretched', async () => {
  expect(await values(wide, square, { fit: 'crop' })).toEqual(close([0.2, 0.3, 0.6, 0.7]));
  const high = gray([[0.1], [0.2], [0.3], [0.4]]);
  expect(await values(high, { height: 2, width: 1, channels: 1 }, { fit: 'crop' })).toEqual(close([0.2, 0.3]));
});

test('whole, between bars of black', async () => {
  const shape = { height: 4, width: 4, channels: 1 } as const;
  const bars = [0, 0, 0, 0];
  expect(await values(wide, shape, { fit: 'letterbox' })).toEqual(
    close([...bars, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, ...bars]),
  );
});

test('an image of the size is the same in each way', async () => {
  for (const fit of ['stretch', 'crop', 'letterbox'] as const)
    expect(await values(wide, { height: 2, width: 4, channels: 1 }, { fit })).toEqual(
      close([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
    );
});

test('blue first, with the means of its channels', async () => {
  const pixel: Pixels = { width: 1, height: 1, data: Uint8Array.of(255, 128, 0, 255), white: 255 };
  const { mean, std, order } = presets['keras-caffe'];
  const [blue, green, red] = await values(pixel, { channels: 3 }, { normalization: { mean, std }, order });
  for (const [found, expected] of [
    [blue, 0 - 103.939],
    [green, 128 - 116.779],
    [red, 255 - 123.68],
  ])
    expect(found).toBeCloseTo(expected, 3);
});
