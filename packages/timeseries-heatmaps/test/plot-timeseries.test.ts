import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { array, assert, constantFrom, double, integer, property, record, string, tuple } from 'fast-check';
import { round } from 'svg-plots';
import { Explanation, IndexError, ShapeError, ValueError } from 'xai-base';
import { expectWellFormed } from '../../../tooling/jest/well-formed';
import { colormapNames, plotTimeseries } from '../src';

const finite = double({ noNaN: true, noDefaultInfinity: true });
const words = string({ unit: 'binary' });
const styles = constantFrom('bands' as const, 'segments' as const);
const ranges = constantFrom('centered' as const, 'extrema' as const);
const clips = constantFrom('auto' as const, false as const, 0.9);
const colormaps = constantFrom(...colormapNames());

/** A series of some channels, and values of its shape. */
const pairs = tuple(integer({ min: 1, max: 20 }), integer({ min: 1, max: 3 })).chain(([steps, channels]) => {
  const matrix = array(array(finite, { minLength: channels, maxLength: channels }), {
    minLength: steps,
    maxLength: steps,
  });
  return tuple(matrix, matrix, array(words, { minLength: channels, maxLength: channels }));
});

/** The rectangles of bands, with their opacity: each is `M left top H right V bottom`. */
function bands(svg: string): { left: number; right: number; opacity: number; color: string }[] {
  const paths = svg.matchAll(/<path[^>]* color="(#\w+)" opacity="([\d.]+)" d="(M[^"]*Z)"/g);
  return Array.from(paths).flatMap(([, color, opacity, d]) =>
    Array.from(d.matchAll(/M([\d.]+) [\d.]+H([\d.]+)V/g), ([, left, right]) => ({
      left: Number(left),
      right: Number(right),
      opacity: Number(opacity),
      color,
    })),
  );
}

const lineOf = (svg: string) =>
  /d="M([^"]*)" stroke-width="1.5"/
    .exec(svg)![1]
    .split('L')
    .map((point) => point.split(' ').map(Number));

const red = '#d60000';
const blue = '#0a32ff';

describe('laws', () => {
  test('whatever the names and values, the picture is well-formed and the same each time', () => {
    const options = record({
      style: styles,
      range: ranges,
      clip: clips,
      colormap: colormaps,
      title: words,
      xLabel: words,
      yLabel: words,
      colorLabel: words,
    });
    assert(
      property(pairs, options, ([series, values, featureNames], rest) => {
        const draw = () => plotTimeseries(series, values, { ...rest, featureNames }).toSVG();
        const svg = draw();
        expectWellFormed(svg);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        expect(draw()).toBe(svg);
      }),
    );
  });

  test('the line rises with the values and runs with the time', () => {
    assert(
      property(array(double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 30 }), (series) => {
        const points = lineOf(
          plotTimeseries(
            series,
            series.map(() => 0),
          ).toSVG(),
        );
        points.slice(1).forEach(([x, y], before) => {
          expect(x).toBeGreaterThan(points[before][0]);
          const rise = Math.sign(series[before + 1] - series[before]);
          expect([0, rise]).toContain(Math.sign(points[before][1] - y) + 0);
        });
      }),
    );
  });

  test('bands lie side by side, red for positive, blue for negative values, stronger for larger ones', () => {
    assert(
      property(array(double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
        const drawn = bands(plotTimeseries(values, values).toSVG()).sort((a, b) => a.left - b.left);
        drawn.slice(1).forEach(({ left }, before) => {
          expect(left).toBeGreaterThanOrEqual(drawn[before].right);
        });
        const largest = Math.max(...values.map(Math.abs)) || 1;
        const shades = values.map((value) => Math.round((20 * value) / largest) + 0);
        const runs = shades.filter((shade, at) => shade !== 0 && shade !== shades[at - 1]);
        expect(drawn.map(({ color }) => color)).toEqual(runs.map((shade) => (shade > 0 ? red : blue)));
        drawn.forEach(({ opacity }, run) => {
          expect(Math.abs(opacity - 0.035 * Math.abs(runs[run]))).toBeLessThan(0.0051); // written in hundredths
        });
      }),
    );
  });

  test('thousands of time steps take no more room than the picture has pixels, and keep extremes', () => {
    const long = Array.from({ length: 50_000 }, (_, step) => Math.sin(step * 78.233));
    const values = long.map((_, step) => (step === 31_234 ? 1 : 0));
    const svg = plotTimeseries(long, values).toSVG();
    expect(svg.length).toBeLessThan(40_000);
    expect(bands(svg)).toEqual([expect.objectContaining({ color: red, opacity: 0.7 })]);
    const heights = lineOf(svg).map(([, y]) => y);
    const short = lineOf(plotTimeseries([-1, 1], [0, 0]).toSVG()).map(([, y]) => y);
    expect(Math.abs(Math.min(...heights) - Math.min(...short))).toBeLessThan(0.5);
    expect(Math.abs(Math.max(...heights) - Math.max(...short))).toBeLessThan(0.5);
  });

  test('tensors, typed arrays and arrays of any accepted rank give the same picture', () => {
    const [series, values] = [[3, 1, 2], [0.5, -1, 0]]; // biome-ignore format: two rows
    const svg = plotTimeseries(series, values).toSVG();
    const tensors = [tensor1d(series), tensor2d(series, [3, 1]), tensor3d(series, [1, 3, 1])];
    for (const one of [...tensors, Float32Array.from(series), series.map((value) => [value])])
      expect(plotTimeseries(one, values).toSVG()).toBe(svg);
    const val = tensor3d(values, [1, 3, 1]);
    expect(plotTimeseries(series, { val, heatmap: 'attribution' }).toSVG()).toBe(svg);
    for (const one of [...tensors, val]) one.dispose();
  });
});

describe('an explanation', () => {
  test('of channels: a panel each, colours of one range, the method beside them', () => {
    using explanation = new Explanation({
      val: tensor3d([[[1, 0], [0, -0.5]]]), // biome-ignore format: a matrix
      input: tensor3d([[[5, 6], [7, 8]]]), // biome-ignore format: a matrix
      output: tensor2d([[0.5]]),
      outputSelection: [0],
      analyzer: 'Gradient',
      heatmap: 'attribution',
    });
    const plot = plotTimeseries(explanation.input, explanation, { featureNames: ['wind', 'rain'] });
    expect(plot.series).toEqual([[5, 7], [6, 8]]); // biome-ignore format: a matrix
    expect(plot.values).toEqual([[1, 0], [0, -0.5]]); // biome-ignore format: a matrix
    const svg = plot.toSVG();
    for (const text of ['>wind<', '>rain<', '>Gradient, output 0<']) expect(svg).toContain(text);
    const named = plotTimeseries(explanation.input, explanation, { outputNames: ['storm'] });
    expect(named.toSVG()).toContain('>Gradient, storm<');
    expect(() => plotTimeseries(explanation.input, explanation, { outputNames: 'storm' as never })).toThrow(
      /outputNames/,
    );
    expect(bands(svg).map(({ color, opacity }) => [color, opacity])).toEqual([[red, 0.7], [blue, 0.35]]); // biome-ignore format: pairs
  });

  test('of time steps colours all channels alike', () => {
    const val = tensor3d([[[1], [0], [-1]]]);
    const svg = plotTimeseries([[1, 2], [3, 4], [5, 6]], { val, heatmap: 'attribution' }).toSVG(); // biome-ignore format: a matrix
    const drawn = bands(svg);
    expect(drawn).toHaveLength(4);
    expect(drawn.slice(0, 2)).toEqual(drawn.slice(2));
    val.dispose();
  });

  test('of a batch is drawn a sample at a time', () => {
    const val = tensor2d([[1, 2], [3, 4]]); // biome-ignore format: a matrix
    const explanation = { val, heatmap: 'attribution' as const };
    expect(plotTimeseries([0, 1], explanation, { sample: 1 }).values).toEqual([[3, 4]]);
    expect(() => plotTimeseries([0, 1], explanation)).toThrow(
      'explanation.val holds 2 samples; expected one sample; say which',
    );
    expect(() => plotTimeseries([0, 1], explanation, { sample: 2 })).toThrow(IndexError);
    val.dispose();
  });

  test('of sensitivities is gray, from the smallest to the largest value', () => {
    const val = tensor2d([[2, 3, 4]]);
    const svg = plotTimeseries([0, 1, 2], { val, heatmap: 'sensitivity' }).toSVG();
    expect(bands(svg).map(({ opacity }) => opacity)).toEqual([0.35, 0.7]);
    expect(svg).not.toContain(red);
    val.dispose();
  });
});

describe('gaps', () => {
  /** The runs of the line: points from where the pen is set down to where it is lifted. */
  const runs = (svg: string) =>
    /d="M([^"]*)" stroke-width="1.5"/.exec(svg)![1].split('M').map((run) => run.split('L').map((at) => at.split(' ').map(Number))); // biome-ignore format: one idea

  test('break the line, and leave all else where it is', () => {
    const whole = runs(plotTimeseries([1, 2, 5, 4, 3], [0, 1, 0, 0, 0]).toSVG())[0];
    const svg = plotTimeseries([1, 2, Number.NaN, 4, 5], [0, 1, 0, 0, 0]).toSVG();
    const broken = runs(svg);
    expect(broken.map((run) => run.length)).toEqual([2, 2]);
    expect(broken.flat().map(([x]) => x)).toEqual([0, 1, 3, 4].map((step) => whole[step][0]));
    expect(bands(svg)).toHaveLength(1);
    expect(svg).toContain('5 time steps, 1 values missing');
  });

  test('break the segments of the line as well: none reaches over a gap', () => {
    const svg = plotTimeseries([0, 1, 2, Number.NaN, 4, 5], [0, 1, 1, 1, 1, 1], { style: 'segments' }).toSVG();
    const [, d] = /opacity="0.7" d="(M[^"]*)"/.exec(svg)!;
    const marked = d
      .slice(1)
      .split('M')
      .map((run) => run.split('L').map((at) => at.split(' ').map(Number)));
    const [before, after] = runs(svg);
    expect(marked).toEqual([[expect.anything(), ...before.slice(1)], after]);
    expect(marked[0][0][0]).toBeCloseTo((before[0][0] + before[1][0]) / 2, 1);
  });

  test('on either side of a step leave a short line', () => {
    const [run] = runs(plotTimeseries([Number.NaN, 2, Number.NaN, Number.NaN], [0, 0, 0, 0]).toSVG());
    expect(run).toHaveLength(3);
    expect(new Set(run.map(([, y]) => y)).size).toBe(1);
    expect(run[2][0] - run[0][0]).toBeGreaterThan(1);
  });

  test('are NaN, or null as in JSON, in tensors and arrays, in either style', () => {
    const [series, values] = [[1, Number.NaN, 3, 4], [1, -1, 0.5, 0.2]]; // biome-ignore format: two rows
    const gappy = tensor1d(series);
    for (const style of ['bands', 'segments'] as const) {
      const svg = plotTimeseries(series, values, { style }).toSVG();
      expectWellFormed(svg);
      expect(svg).not.toMatch(/NaN|null/);
      expect(plotTimeseries(gappy, values, { style }).toSVG()).toBe(svg);
      expect(plotTimeseries([1, null as never, 3, 4], values, { style }).toSVG()).toBe(svg);
    }
    gappy.dispose();
  });

  test('wherever they are, the picture is well-formed, and the line passes through all that is there', () => {
    assert(
      property(array(constantFrom(1, 2, Number.NaN), { minLength: 1, maxLength: 20 }), styles, (series, style) => {
        const svg = plotTimeseries(series, series.map((_, at) => at - 5), { style }).toSVG(); // biome-ignore format: one idea
        expectWellFormed(svg);
        expect(svg).not.toMatch(/NaN|undefined|Infinity|d=""/);
        const words = series.map((value) => (Number.isNaN(value) ? ' ' : 'x')).join('').split(/ +/).filter(Boolean); // biome-ignore format: one idea
        const drawn = svg.includes('stroke-width="1.5"') ? runs(svg) : [];
        expect(drawn.map((run) => run.length)).toEqual(words.map(({ length }) => (length === 1 ? 3 : length)));
      }),
    );
  });
});

describe('colour maps', () => {
  const values = [-1, -0.5, 0, 0.5, 1];

  test('that diverge fade from the colours of their ends into the ground', () => {
    const drawn = bands(plotTimeseries(values, values, { colormap: 'bwr' }).toSVG());
    expect(drawn.map(({ color, opacity }) => [color, opacity])).toEqual([['#0000ff', 0.7], ['#0000ff', 0.35], ['#ff0000', 0.35], ['#ff0000', 0.7]]); // biome-ignore format: pairs
  });

  test('of one direction have the colours of their table, from the smallest to the largest value', () => {
    const svg = plotTimeseries(values, values, { colormap: 'viridis', range: 'extrema' }).toSVG();
    const colors = bands(svg).map(({ color }) => color);
    expect([colors[0], colors.at(-1)]).toEqual(['#440154', '#fde725']);
    expect(colors).toHaveLength(5);
    expect(new Set(bands(svg).map(({ opacity }) => opacity))).toEqual(new Set([0.7]));
    const centered = bands(plotTimeseries(values, [-0.5, -0.25, 0, 0.5, 1], { colormap: 'viridis' }).toSVG());
    expect(centered.slice(2).map(({ color }) => color)).toEqual([colors[2], colors[3], colors[4]]); // the middle is zero
  });

  test('a line on full colours has a rim of the ground, others need none', () => {
    const rim = /<path class="xai-ground"/;
    expect(plotTimeseries(values, values, { colormap: 'jet' }).toSVG()).toMatch(rim);
    expect(plotTimeseries(values, values).toSVG()).not.toMatch(rim);
  });

  test('old names do what the new ones do', () => {
    const old = plotTimeseries(values, values, { colorscheme: 'vik', rangescale: 'extrema' }).toSVG();
    expect(plotTimeseries(values, values, { colormap: 'vik', range: 'extrema' }).toSVG()).toBe(old);
  });

  test('of values with an outlier end before it where that is asked for, and say so', () => {
    const steep = [...Array.from({ length: 40 }, (_, at) => at / 40), 1000];
    const plain = plotTimeseries(steep, steep).toSVG();
    expect(bands(plain)).toHaveLength(1);
    expect(plain).not.toContain('≥');
    const clipped = plotTimeseries(steep, steep, { clip: 'auto' }).toSVG();
    expect(bands(clipped).length).toBeGreaterThan(15);
    expect(clipped).toContain('>≥ 0.975<');
    expect(clipped).not.toContain('≤');
  });
});

describe('appearance', () => {
  test('ticks are multiples of 1, 2 or 5, and minus is minus', () => {
    const svg = plotTimeseries([-0.9, 0.9], [0, 1]).toSVG();
    for (const tick of ['>−0.5<', '>0<', '>0.5<', '>1<']) expect(svg).toContain(tick);
  });

  test('bands reach halfway to the neighbours', () => {
    const [first, second] = bands(plotTimeseries([1, 2, 3], [1, -1, 0], { times: [0, 1, 3] }).toSVG());
    expect(first.right).toBe(second.left);
    expect((second.right - second.left) / (first.right - first.left)).toBeCloseTo(1.5, 2); // 0.5 to 2, and -0.5 to 0.5
  });

  test('dark colours are in a style, light ones at the elements', () => {
    const svg = plotTimeseries([1, 2], [1, -1]).toSVG();
    expect(svg).toContain('<style>@media (prefers-color-scheme:dark){.xai-ground{color:#15191e}');
    expect(svg).toContain('<rect class="xai-ground" color="#ffffff"');
  });
});

describe('errors', () => {
  const cases: [string, () => unknown, new (message: string) => Error, RegExp][] = [
    [
      'infinite values in the series',
      () => plotTimeseries([[1, 2], [3, Number.NEGATIVE_INFINITY]], [1, 2]), // biome-ignore format: a matrix
      ValueError,
      /series\[1\]\[1\] is -Infinity; expected a finite number/,
    ],
    ['NaN in an explanation', () => plotTimeseries([1, 2], [1, Number.NaN]), ValueError, /explanation\[1\] is NaN/],
    ['null in an explanation', () => plotTimeseries([1], [null as never]), ValueError, /explanation\[0\] is null/],
    [
      'infinite values',
      () => plotTimeseries([1], [Number.POSITIVE_INFINITY]),
      ValueError,
      /explanation\[0\] is Infinity/,
    ],
    ['no time steps', () => plotTimeseries([], []), ShapeError, /series has shape \[0\]/],
    [
      'another length',
      () => plotTimeseries([1, 2, 3], [1, 2]),
      ShapeError,
      /has 2 time steps and 1 channels; expected those of the series, 3 time steps/,
    ],
    ['other channels', () => plotTimeseries([[1, 2, 3]], [[1, 2]]), ShapeError, /1 time steps and 3 channels \(or 1/],
    [
      'too many axes',
      () => plotTimeseries([[[[1]]]] as never, [1]),
      ShapeError,
      /\[1,1,1,1\]; expected \[time\], \[time, channels\]/,
    ],
    [
      'too few names',
      () => plotTimeseries([[1, 2]], [[1, 2]], { featureNames: ['a'] }),
      ShapeError,
      /There are 1 featureNames; expected one a channel, 2/,
    ],
    [
      'times that fall',
      () => plotTimeseries([1, 2], [1, 2], { times: [1, 0] }),
      ValueError,
      /times\[1\] is 0; expected a finite number above/,
    ],
    [
      'times that stand still',
      () => plotTimeseries([1, 2], [1, 2], { times: [1, 1] }),
      ValueError,
      /times\[1\] is 1; expected a finite number above/,
    ],
    [
      'a misspelt option',
      () => plotTimeseries([1], [1], { colourmap: 'bwr' } as never),
      ValueError,
      /plotTimeseries has no option "colourmap"; did you mean colormap/,
    ],
    ['a misspelt size', () => plotTimeseries([1], [1]).toSVG({ hight: 3 } as never), ValueError, /did you mean height/],
    ['options that are none', () => plotTimeseries([1], [1], 'bands' as never), ValueError, /an object of options/],
    ['a clip that is none', () => plotTimeseries([1], [1], { clip: true as never }), ValueError, /clip is true/],
    ['another style', () => plotTimeseries([1], [1], { style: 'dots' as never }), ValueError, /'bands' or 'segments'/],
    [
      'another scheme',
      () => plotTimeseries([1], [1], { colormap: 'pink' }),
      ValueError,
      /There is no colour map "pink".* one of seismic, bwr/,
    ],
    [
      'another range',
      () => plotTimeseries([1], [1], { range: 'wide' as never }),
      ValueError,
      /'centered', 'extrema', or two finite numbers/,
    ],
    [
      'a title that is none',
      () => plotTimeseries([1], [1], { title: 3 as never }),
      ValueError,
      /title is 3; expected a string/,
    ],
    [
      'too narrow',
      () => plotTimeseries([1], [1]).toSVG({ width: 50 }),
      ValueError,
      /width is 50; expected at least \d+ pixels/,
    ],
    [
      'too low',
      () => plotTimeseries([1], [1]).toSVG({ height: 10 }),
      ValueError,
      /height is 10; expected at least \d+ pixels/,
    ],
  ];

  test.each(cases)('%s', (_, act, type, message) => {
    expect(act).toThrow(type);
    expect(act).toThrow(message);
  });

  test('an explanation of images', () => {
    const val = tensor1d([1]);
    expect(() => plotTimeseries([1], { val, heatmap: 'attribution' })).toThrow(
      'explanation.val has shape [1]; expected [batch, time, channels]',
    );
    val.dispose();
  });
});

test('places say where time steps and channels are in the picture', () => {
  const plot = plotTimeseries([[3, 1], [5, 2], [4, 3]], [[0.1, 1], [0.9, 0], [-0.4, 0]]); // biome-ignore format: one idea
  const { width, height, edges, panels } = plot.places({ width: 400, height: 300 });
  expect([width, height, edges.length, panels.length]).toEqual([400, 300, 4, 2]);
  const svg = plot.toSVG({ width: 400, height: 300 });
  for (const [top, bottom] of panels)
    expect(svg).toContain(`y="${round(top)}" width="${round(edges[3] - edges[0])}" height="${round(bottom - top)}"`);
});
