import '@tensorflow/tfjs-backend-cpu';
import { mul, setBackend, type Tensor, Tensor as TensorClass, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  Explanation,
  type HeatmapKind,
  type OutputSelector,
  ShapeError,
  ValueError,
  XaiError,
} from 'xai-base';
import {
  AlphaOverlay,
  colormapTable,
  createImage,
  ExtremaColormap,
  FlipImage,
  type HeatmapImage,
  type HeatmapOptions,
  heatmap,
  Pipeline,
  presetPipeline,
  type RGBAImage,
  resize,
  SumReduction,
} from '../src';

beforeAll(() => setBackend('cpu'));

const pixels = (images: RGBAImage[]) => images.map(({ data }) => [...data]);

async function draw(data: number[], shape: number[], options?: HeatmapOptions): Promise<HeatmapImage[]> {
  const drawn: Tensor = tensor(data, shape);
  try {
    return await heatmap(drawn, options);
  } finally {
    drawn.dispose();
  }
}

async function explain(kind: HeatmapKind, data: number[], input: Tensor, options?: HeatmapOptions) {
  const [batch, height, width] = input.shape as number[];
  const channels = data.length / (batch * height * width);
  const val = Number.isInteger(channels)
    ? tensor(data, [batch, height, width, channels])
    : tensor(data, [batch, 1, 1, data.length]);
  const parts = { val, input, output: zeros([batch, 2]), outputSelection: [0], analyzer: 'ByHand', heatmap: kind };
  using explanation = new Explanation(parts);
  return await heatmap(explanation, options);
}

describe('presets', () => {
  const data = [3, -4, 0, 0];

  test('attribution: the sum, centred, seismic', async () => {
    expect(pixels(await explain('attribution', data, zeros([1, 1, 2, 1])))).toEqual([
      [0, 0, 76, 255, 255, 255, 255, 255],
    ]);
  });

  test('sensitivity: the 2-norm, from smallest to largest, grays', async () => {
    const images = await explain('sensitivity', [3, -4, 0, 0, 0, 2.5], zeros([1, 1, 3, 1]));
    expect(pixels(images)).toEqual([[255, 255, 255, 255, 0, 0, 0, 255, 128, 128, 128, 255]]);
  });

  test('cam: the sum, from smallest to largest, jet, over the input', async () => {
    const [[...data2]] = pixels(await explain('cam', data, tensor([1, 0], [1, 1, 2, 1])));
    expect(data2).toEqual([102, 102, 179, 255, 77, 0, 0, 255]);
  });

  test('a cam takes the size of its input', async () => {
    const val = tensor([0, 1, 2, 3], [1, 2, 2, 1]);
    const input = zeros([1, 6, 8, 3]);
    const [image] = await heatmap({ val, input, heatmap: 'cam' });
    expect([image.width, image.height]).toEqual([8, 6]);
    val.dispose();
    input.dispose();
  });

  test('a cam of something that is no image is drawn alone', async () => {
    const val = tensor([0, 1], [1, 1, 2, 1]);
    const input = zeros([1, 9]);
    expect(pixels(await heatmap({ val, input, heatmap: 'cam' }))).toEqual([[0, 0, 128, 255, 128, 0, 0, 255]]);
    val.dispose();
    input.dispose();
  });

  test('another kind is an error', async () => {
    await expect(explain('other' as HeatmapKind, data, zeros([1, 1, 2, 1]))).rejects.toThrow(
      /attribution, sensitivity, cam/,
    );
  });
});

describe('colours, range and outliers of a preset', () => {
  const values = [...Array.from({ length: 63 }, (_, at) => at / 31 - 1), 500];
  const white = ({ data }: RGBAImage) => data.filter((channel, at) => at % 4 !== 3 && channel > 245).length;

  test('one outlier does not whiten a heatmap, unless clipping is turned off', async () => {
    for (const count of [64, 784]) {
      const noise = [...Array.from({ length: count - 1 }, (_, at) => Math.sin(at)), 1000];
      const shape = [1, 1, count, 1];
      const [drawn] = await draw(noise, shape);
      const [whole] = await draw(noise, shape, { clip: false });
      expect(white(whole)).toBeGreaterThan(3 * (count - 2)); // all three channels of nearly all pixels
      expect(white(drawn)).toBeLessThan(2 * count);
      expect(drawn.legend!.isClipped![1]).toBe(true);
      expect(drawn.legend!.range![1]).toBeLessThanOrEqual(1);
      expect(whole.legend).toMatchObject({ range: [-1000, 1000], isClipped: [false, false] });
    }
  });

  test('without an outlier nothing is clipped: the presets are those of Julia-XAI', async () => {
    const smooth = Array.from({ length: 784 }, (_, at) => Math.sin(at) * Math.cos(at / 7));
    for (const kind of ['attribution', 'sensitivity', 'cam'] as const) {
      const [drawn, whole] = await Promise.all(
        (['auto', false] as const).map((clip) =>
          draw(smooth, [1, 28, 28, 1], { pipeline: presetPipeline(kind, { clip }) }),
        ),
      );
      expect(drawn).toEqual(whole);
      expect(drawn[0].legend!.isClipped).toEqual([false, false]);
    }
  });

  test('a percentile is where the colours end', async () => {
    const [image] = await draw(values, [1, 8, 8, 1], { clip: 0.9, range: 'extrema' });
    expect(image.legend!.isClipped).toEqual([true, true]);
    expect(image.legend!.range![1]).toBeCloseTo(values[56] + 0.7 / 31, 6); // 0.9 * 63 = 56.7, in single precision
  });

  test('colours and range are those that are asked for, in values alone, explanations and analyses', async () => {
    const options = { colormap: 'viridis', range: 'extrema' } as const;
    const pipeline = new Pipeline(new SumReduction(), new ExtremaColormap('viridis'));
    const expected = pixels(await draw([3, -4, 0, 1], [1, 2, 2, 1], { pipeline }));
    expect(pixels(await draw([3, -4, 0, 1], [1, 2, 2, 1], options))).toEqual(expected);
    expect(pixels(await explain('attribution', [3, -4, 0, 1], zeros([1, 2, 2, 1]), options))).toEqual(expected);
    expect(pixels(await draw([3, 0], [1, 1, 2, 1], { colormap: 'bwr' }))).toEqual([
      [255, 0, 0, 255, 255, 255, 255, 255],
    ]);
  });

  test('an image knows what its colours mean, laid over another one, resized and flipped as well', async () => {
    const [alone] = await draw([1, -2], [1, 1, 2, 1]);
    expect(alone.legend).toMatchObject({
      colormap: colormapTable('seismic'),
      range: [-2, 2],
      isClipped: [false, false],
    });
    expect(alone.legend!.alpha).toBeUndefined();
    const [over] = await draw([1, -2], [1, 1, 2, 1], { image: createImage(2, 1) });
    expect(over.legend).toMatchObject({ range: [-2, 2], alpha: 0.6 });
    const twice = new Pipeline(
      new SumReduction(),
      new ExtremaColormap('jet'),
      new AlphaOverlay(0.5),
      new AlphaOverlay(0.5),
    );
    const [under] = await draw([1, -2], [1, 1, 2, 1], { pipeline: twice, image: createImage(2, 1) });
    expect(under.legend!.alpha).toBe(0.25);
    expect(resize(over, 4, 2)).toMatchObject({ width: 4, legend: over.legend });
    const pipeline = new Pipeline(new SumReduction(), new ExtremaColormap('jet'), new FlipImage());
    const [flipped] = await draw([1, -2], [1, 1, 2, 1], { pipeline });
    expect([flipped.height, flipped.legend!.range]).toEqual([2, [-2, 1]]);
    expect(Object.keys(over).sort()).toEqual(['data', 'height', 'width']);
  });

  test('of a batch with one range all have the same legend, else each its own', async () => {
    const data = [1, 2, -3, 4];
    const ranges = async (colorRange: 'batch' | 'sample') =>
      (await draw(data, [2, 1, 2, 1], { colorRange })).map(({ legend }) => legend!.range);
    expect(await ranges('batch')).toEqual([[-4, 4], [-4, 4]]); // biome-ignore format: pairs
    expect(await ranges('sample')).toEqual([[-2, 2], [-4, 4]]); // biome-ignore format: pairs
  });

  test.each<[string, object, RegExp]>([
    ['a misspelt one', { colourmap: 'bwr' }, /heatmap has no option "colourmap"; did you mean colormap/],
    ['another colour map', { colormap: 'sesmic' }, /"sesmic"; did you mean seismic/],
    ['another range', { range: 'wide' }, /range is "wide"; expected 'centered', 'extrema', or two finite numbers/],
    ['another clip', { clip: 'never' }, /clip is "never"/],
    ['colours beside a pipeline', { colormap: 'bwr', pipeline: new Pipeline() }, /as a part of the pipeline/],
    ['clipping beside a pipeline', { clip: false, pipeline: new Pipeline() }, /clip is false; expected as a part/],
    ['a number for an image', { image: 8 }, /image is 8; expected a tensor of images, an RGBA image/],
    ['a word for an image', { image: 'cat.png' }, /image is "cat.png"/],
    [
      'an image of no whole sides',
      { image: { width: 2.5, height: 2, data: new Uint8ClampedArray(20) } },
      /2.5 x 2 with 20/,
    ],
    ['a list of no images', { image: [3] }, /image is 3; expected an RGBA image/],
  ])('options: %s', async (_, options, message) => {
    await expect(draw([1, 2], [1, 1, 2, 1], options)).rejects.toThrow(message);
    await expect(draw([1, 2], [1, 1, 2, 1], options)).rejects.toThrow(XaiError);
  });
});

describe('values', () => {
  test('with and without an axis for channels', async () => {
    expect(await draw([1, -2, 0, 2], [1, 2, 2])).toEqual(await draw([1, -2, 0, 2], [1, 2, 2, 1]));
  });

  test('one image a sample, each as if drawn alone', async () => {
    const data = [1, 2, -3, 0, 0, 0, -7, 2, 9];
    const singles = await Promise.all([0, 3, 6].map((at) => draw(data.slice(at, at + 3), [1, 1, 3, 1])));
    expect(await draw(data, [3, 1, 3, 1])).toEqual(singles.flat());
  });

  test('one range for the batch, if asked for', async () => {
    const pipeline = new Pipeline(new SumReduction(), new ExtremaColormap('grays'));
    const images = await draw([0, 1, 2, 4], [2, 1, 2, 1], { pipeline, colorRange: 'batch' });
    expect(images.map(({ data }) => [data[0], data[4]])).toEqual([
      [0, 64],
      [128, 255],
    ]);
  });

  test('one pixel', async () => {
    expect(pixels(await draw([-1], [1, 1, 1, 1]))).toEqual([[0, 0, 76, 255]]);
    expect(pixels(await draw([-0], [1, 1, 1, 1]))).toEqual([[255, 255, 255, 255]]);
  });

  test('are read once', async () => {
    const read = jest.spyOn(TensorClass.prototype, 'data');
    await draw([1, 2], [1, 1, 2, 1]);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
  });
});

describe('images below', () => {
  const white = createImage(2, 1, [255, 255, 255, 255]);

  test('an image that is given is drawn below, whatever is drawn', async () => {
    const [image] = await draw([0, 0], [1, 1, 2, 1], { image: createImage(2, 1, [0, 0, 0, 255]) });
    expect([...image.data]).toEqual([153, 153, 153, 255, 153, 153, 153, 255]);
  });

  test('a range that is none', async () => {
    const image = tensor([-1, 1], [1, 2, 1]);
    for (const imageRange of [8, [1], [1, 0], 'bright'])
      await expect(draw([0, 0], [1, 1, 2, 1], { image, imageRange: imageRange as never })).rejects.toThrow(
        /imageRange is/,
      );
    image.dispose();
  });

  test('a tensor, with its range', async () => {
    const image = tensor([-1, 1], [1, 2, 1]);
    const [first] = await draw([0, 0], [1, 1, 2, 1], { image, imageRange: [-1, 1] });
    expect([first.data[0], first.data[4]]).toEqual([153, 255]);
    image.dispose();
  });

  test('one for all samples, one a sample, or one for every nth', async () => {
    const black = createImage(2, 1, [0, 0, 0, 255]);
    const firsts = async (image: RGBAImage | RGBAImage[]) =>
      (await draw(Array(8).fill(0), [4, 1, 2, 1], { image })).map(({ data }) => data[0]);
    expect(await firsts(black)).toEqual([153, 153, 153, 153]);
    expect(await firsts([black, white])).toEqual([153, 255, 153, 255]);
    expect(await firsts([black, white, white, white])).toEqual([153, 255, 255, 255]);
    await expect(firsts([black, white, white])).rejects.toThrow(
      /3 images for 4 samples; expected one image, or one a sample/,
    );
    await expect(firsts([])).rejects.toThrow(ShapeError);
    await expect(firsts([white, createImage(1, 1)])).rejects.toThrow(/images of one size/);
  });
});

describe('analyze and draw in one call', () => {
  class Negated extends Analyzer {
    readonly name = 'Negated';
    seen?: AnalyzeOptions;
    protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
      this.seen = options;
      const [val, output, mask] = tidy(() => {
        const zeroOutput = zeros([input.shape[0], 5]);
        return [mul(input, -1), zeroOutput, selector.select(zeroOutput)];
      });
      const explanation = await this.explanation({ val, input, output, mask });
      mask.dispose();
      return explanation;
    }
  }

  test('is the same as one after the other, and frees the explanation', async () => {
    const input = tensor([1, -2], [1, 1, 2, 1]);
    const analyzer = new Negated();
    const images = await heatmap(input, analyzer, 4, { seed: 7, colorRange: 'batch' });
    expect(images).toEqual(await draw([-1, 2], [1, 1, 2, 1]));
    expect(analyzer.seen).toEqual({ seed: 7 });
    expect(await heatmap(input, analyzer, 4, { colormap: 'bwr', clip: false })).toEqual(
      await draw([-1, 2], [1, 1, 2, 1], { colormap: 'bwr' }),
    );
    await expect(heatmap(input, analyzer, 9)).rejects.toThrow();
    await expect(
      heatmap(input, analyzer, 0, { image: createImage(1, 1, [0, 0, 0, 0]), imageRange: [0, 1] }),
    ).resolves.toHaveLength(1);
    input.dispose();
  });

  test('an analyzer that is none is an error', async () => {
    const input = tensor([1], [1, 1, 1, 1]);
    await expect(heatmap(input, undefined as unknown as Analyzer, 4)).rejects.toThrow(/expected an Analyzer/);
    input.dispose();
  });

  test('options are checked before the analysis', async () => {
    const input = tensor([1], [1, 1, 1, 1]);
    const analyzer = new Negated();
    await expect(heatmap(input, analyzer, 0, { colorRange: 'all' as 'batch' })).rejects.toThrow(/'sample' or 'batch'/);
    expect(analyzer.seen).toBeUndefined();
    input.dispose();
  });
});

describe('errors', () => {
  test('shapes that are no images', async () => {
    await expect(draw([1, 2], [1, 2])).rejects.toThrow(/values has shape \[1,2\].*tf.expandDims\(values, 0\)/);
    await expect(draw([1], [1])).rejects.toThrow(ShapeError);
    await expect(draw([1], [1, 1, 1, 1, 1])).rejects.toThrow(ShapeError);
    await expect(draw([], [0, 2, 2, 1])).rejects.toThrow(/no axis of length 0/);
    await expect(draw([], [1, 2, 2, 0])).rejects.toThrow(ShapeError);
  });

  test('values that were disposed', async () => {
    const values = tensor([1], [1, 1, 1, 1]);
    values.dispose();
    await expect(heatmap(values)).rejects.toThrow(/values is a disposed tensor/);
  });

  test('values that are no numbers', async () => {
    await expect(draw([1, Number.NaN], [1, 1, 2, 1])).rejects.toThrow(
      /values holds NaN \(value 1 of 2\); expected finite/,
    );
    await expect(draw([Number.NEGATIVE_INFINITY], [1, 1, 1, 1])).rejects.toThrow(ValueError);
    const words = tensor(['a'], [1, 1, 1], 'string');
    await expect(heatmap(words)).rejects.toThrow(/a string tensor/);
    words.dispose();
  });

  test('arguments that are nothing to draw', async () => {
    for (const value of [undefined, null, 4, {}, 'values'])
      await expect(heatmap(value as unknown as Tensor)).rejects.toThrow(ValueError);
  });

  test('pipelines that are none or draw nothing', async () => {
    await expect(draw([1], [1, 1, 1, 1], { pipeline: 'seismic' as unknown as Pipeline })).rejects.toThrow(
      /expected a Pipeline/,
    );
    await expect(draw([1], [1, 1, 1, 1], { pipeline: new Pipeline(new SumReduction()) })).rejects.toThrow(
      /ended with values, not images/,
    );
  });
});
