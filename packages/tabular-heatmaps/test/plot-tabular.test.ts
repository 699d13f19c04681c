import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { array, assert, constantFrom, double, property, record, string, tuple } from 'fast-check';
import { Explanation, IndexError, ShapeError, ValueError } from 'xai-base';
import { expectWellFormed } from '../../../tooling/jest/well-formed';
import { colormapNames, plotTabular } from '../src';

const number = double({ min: -1e12, max: 1e12, noNaN: true });
const features = array(tuple(string({ unit: 'binary' }), number, string({ unit: 'binary' })), {
  minLength: 1,
  maxLength: 8,
});
const styles = constantFrom('bars' as const, 'waterfall' as const);

/** The rectangles of bars: those inside groups, in which the title comes first. */
function rectangles(svg: string): { x: number; width: number }[] {
  const drawn = svg.matchAll(
    /<g data-bar="\d+"><title>[^<]*<\/title><text[^>]*>[^<]*<\/text><rect[^>]* x="([^"]+)"[^>]* width="([^"]+)"/g,
  );
  return Array.from(drawn, ([, x, width]) => ({ x: Number(x), width: Number(width) }));
}

/** Where arrows begin and end. */
function arrows(svg: string): { from: number; to: number }[] {
  const drawn = svg.matchAll(/ d="M([-\d.]+) [-\d.]+H[-\d.]+L([-\d.]+) /g);
  return Array.from(drawn, ([, from, to]) => ({ from: Number(from), to: Number(to) }));
}

/** Where the marks of the end and of the base are. */
function marks(svg: string): number[] {
  return Array.from(svg.matchAll(/<path d="M([-\d.]+) [^"]*" stroke="currentColor" stroke-width="3"/g), ([, x]) =>
    Number(x),
  );
}

const explain = (output = 1.25, extras: Record<string, unknown> = { expectedValue: [0.5] }) =>
  new Explanation({
    val: tensor2d([[0.25, -0.5, 1]]),
    input: tensor2d([[39, 1200, 3]]),
    output: tensor2d([[0.1, output]]),
    outputSelection: [1],
    analyzer: 'KernelSHAP',
    heatmap: 'attribution',
    extras,
  });
const names = ['age', 'income', 'rooms'];

describe('laws', () => {
  test('whatever the names and values, the picture is well-formed and the same each time', () => {
    assert(
      property(
        features,
        styles,
        record({ title: string({ unit: 'binary' }), xLabel: string({ unit: 'binary' }) }),
        (rows, style, texts) => {
          const [words, values, featureValues] = [0, 1, 2].map((at) => rows.map((row) => row[at]));
          const options = {
            ...texts,
            style,
            featureValues: featureValues as string[],
            expectedValue: 1,
            numFeatures: 3,
          };
          const draw = () => plotTabular(values as number[], words as string[], options).toSVG();
          const svg = draw();
          expectWellFormed(svg);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          expect(draw()).toBe(svg);
        },
      ),
    );
  });

  test('bars are sorted by absolute value, and all of them add up to the sum', () => {
    assert(
      property(array(number, { minLength: 1, maxLength: 30 }), (values) => {
        const { bars } = plotTabular(values, undefined, { numFeatures: 5 });
        const sizes = bars.filter(({ isRest }) => !isRest).map(({ value }) => Math.abs(value));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(bars).toHaveLength(Math.min(values.length, 5) + (values.length > 5 ? 1 : 0));
        const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
        const scale = sum(values.map(Math.abs));
        expect(Math.abs(sum(bars.map(({ value }) => value)) - sum(values))).toBeLessThanOrEqual(1e-12 * scale);
      }),
    );
  });

  test('bars are as long as their values are large, left of zero if they are negative', () => {
    assert(
      property(array(double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 10 }), (values) => {
        const { bars, toSVG } = plotTabular([...values, 1]);
        const [longest, ...others] = rectangles(toSVG());
        const zero = bars[0].value < 0 ? longest.x + longest.width : longest.x;
        others.forEach(({ x, width }, index) => {
          const { value } = bars[index + 1];
          expect(Math.abs(width - longest.width * Math.abs(value))).toBeLessThan(0.011); // coordinates are in hundredths
          expect(Math.abs((value < 0 ? x + width : x) - zero)).toBeLessThan(0.021);
        });
      }),
    );
  });

  test('the arrows of a waterfall meet, and lead from the base to the end', () => {
    assert(
      property(array(number, { minLength: 1, maxLength: 12 }), number, (values, expectedValue) => {
        const svg = plotTabular(values, undefined, { style: 'waterfall', expectedValue, numFeatures: 4 }).toSVG();
        const [end, base] = marks(svg);
        const places = [end, ...arrows(svg).flatMap(({ from, to }) => [to, from]), base];
        for (let at = 0; at < places.length; at += 2) expect(places[at]).toBe(places[at + 1]);
      }),
    );
  });

  test('tensors, typed arrays and arrays give the same picture', () => {
    const values = [0.5, -0.25, 2];
    const tensors = [tensor1d(values), tensor2d([values])];
    const svg = plotTabular(values, names).toSVG();
    for (const one of [Float32Array.from(values), [values], ...tensors])
      expect(plotTabular(one, names).toSVG()).toBe(svg);
    for (const one of tensors) one.dispose();
  });
});

describe('an explanation', () => {
  test('names its features, their values, the method and the output', () => {
    using explanation = explain();
    const plot = plotTabular(explanation, names, { numFeatures: 2 });
    expect(plot.bars).toEqual([
      { name: 'rooms', is: '3', value: 1, isRest: false },
      { name: 'income', is: '1200', value: -0.5, isRest: false },
      { name: '1 other feature', value: 0.25, isRest: true },
    ]);
    const svg = plot.toSVG();
    for (const text of ['>rooms = 3<', '>+1<', '>−0.5<', '>KernelSHAP, output 1<']) expect(svg).toContain(text);
  });

  test('may have names for the outputs', () => {
    using explanation = explain();
    const outputNames = ['cheap', 'dear'];
    expect(plotTabular(explanation, names, { outputNames }).toSVG()).toContain('>KernelSHAP, dear<');
    expect(plotTabular(explanation, names, { outputNames, style: 'waterfall' }).toSVG()).toContain('>dear<');
    expect(() => plotTabular(explanation, names, { outputNames: [1] as never })).toThrow(/outputNames/);
  });

  test('ends in its prediction when it adds up: 0.5 + 0.25 - 0.5 + 1 = 1.25', () => {
    using explanation = explain();
    const svg = plotTabular(explanation, names, { style: 'waterfall' }).toSVG();
    for (const text of ['>prediction<', '>1.25<', '>expected value<', '>0.5<']) expect(svg).toContain(text);
    expect(svg).not.toContain('Does not add up');
  });

  test('says so when it does not add up', () => {
    using explanation = explain(2);
    const svg = plotTabular(explanation, names, { style: 'waterfall' }).toSVG();
    expect(svg).toContain('>Does not add up: output 1 is 2, 0.75 more.<');
    expect(svg).not.toContain('>prediction<');
  });

  test('of LIME has names that say in which range a feature is, and an intercept', () => {
    using explanation = explain(1.25, { featureNames: [['age <= 40.00', 'income', 'kind=2']], intercept: [0.2] });
    const svg = plotTabular(explanation, undefined, { style: 'waterfall' }).toSVG();
    for (const text of ['>age &lt;= 40.00<', '>income = 1200<', '>kind=2<', '>intercept<']) expect(svg).toContain(text);
  });

  test('of a batch is drawn a sample at a time', () => {
    const val = tensor2d([[1, 2], [3, -4]]); // biome-ignore format: a matrix
    expect(plotTabular({ val, heatmap: 'attribution' }, ['a', 'b'], { sample: 1 }).bars[0].value).toBe(-4);
    expect(() => plotTabular({ val, heatmap: 'attribution' })).toThrow(ShapeError);
    expect(() => plotTabular({ val, heatmap: 'attribution' }, undefined, { sample: 2 })).toThrow(IndexError);
    val.dispose();
  });

  test('of sensitivities has no signs', () => {
    const val = tensor2d([[1, 2]]);
    const svg = plotTabular({ val, heatmap: 'sensitivity' }).toSVG();
    expect(svg).toContain('>2<');
    expect(svg).not.toMatch(/\+2|speaks/);
    val.dispose();
  });
});

describe('groups of columns', () => {
  /** What KernelSHAP says of 3 size (colour1 + 2 colour2 + 5 colour3) + age, with the colours as one feature: exact by enumeration. */
  const grouped = (extras: Record<string, unknown> = {}) =>
    new Explanation({
      val: tensor2d([[9.375, 10.875, 10.875, 10.875, 2.5]]),
      input: tensor2d([[2, 0, 0, 1, 4]]),
      output: tensor2d([[34]]),
      outputSelection: [0],
      analyzer: 'KernelSHAP',
      heatmap: 'attribution',
      extras: {
        featureValues: [Float64Array.of(9.375, 10.875, 2.5)],
        expectedValue: [11.25],
        groups: [[[0], [1, 2, 3], [4]]],
        featureNames: [['size', 'colour', 'age']],
        ...extras,
      },
    });

  test('have one bar each, with the names of the groups, and add up: 11.25 + 9.375 + 10.875 + 2.5 = 34', () => {
    using explanation = grouped();
    const plot = plotTabular(explanation, undefined, { style: 'waterfall' });
    expect(plot.bars).toEqual([
      { name: 'colour', value: 10.875, isRest: false },
      { name: 'size', is: '2', value: 9.375, isRest: false },
      { name: 'age', is: '4', value: 2.5, isRest: false },
    ]);
    const svg = plot.toSVG();
    for (const text of ['>prediction<', '>34<', '>expected value<', '>11.25<']) expect(svg).toContain(text);
    expect(svg).not.toContain('Does not add up');
  });

  test('may be named by groups, by columns, or not at all; nothing else', () => {
    using explanation = grouped({ featureNames: undefined });
    const namesBy = (featureNames?: string[]) =>
      plotTabular(explanation, featureNames).bars.map(({ name }) => name).toSorted(); // biome-ignore format: one idea
    expect(namesBy(['size', 'colour', 'age'])).toEqual(['age', 'colour', 'size']);
    expect(namesBy(['size', 'red', 'green', 'blue', 'age'])).toEqual(['age', 'red + green + blue', 'size']);
    expect(namesBy()).toEqual(['feature 0', 'feature 4', 'features 1, 2, 3']);
    expect(() => namesBy(['a', 'b'])).toThrow('There are 2 featureNames; expected one a group, 3, or one a column, 5.');
  });

  test('have values by groups or by columns', () => {
    using explanation = grouped();
    const valuesBy = (featureValues: (number | string)[]) =>
      plotTabular(explanation, undefined, { featureValues }).bars.map(({ is }) => is);
    expect(valuesBy(['red', 2, 40])).toEqual(['2', 'red', '40']);
    expect(valuesBy([3, 1, 0, 0, 40])).toEqual([undefined, '3', '40']);
    expect(() => valuesBy([1])).toThrow('There are 1 featureValues; expected one a group, 3, or one a column, 5.');
  });

  test('of a saved explanation that does not list them are told by its values', () => {
    using explanation = grouped({ groups: undefined });
    const { bars } = plotTabular(explanation);
    expect(bars.map(({ name, is, value }) => [name, is, value])).toEqual([
      ['colour', undefined, 10.875],
      ['size', undefined, 9.375],
      ['age', undefined, 2.5],
    ]);
  });

  test('are those of val where there is a value a column, and finite numbers', () => {
    using explanation = grouped({
      groups: undefined,
      featureNames: undefined,
      featureValues: [[0.1, 0.2, 0.3, 0.4, 0.5]],
    });
    expect(plotTabular(explanation).bars.map(({ value }) => value)).toEqual([10.875, 10.875, 10.875, 9.375, 2.5]);
    using wrong = grouped({ featureValues: [[1, Number.NaN, 2]] });
    expect(() => plotTabular(wrong)).toThrow('explanation.extras.featureValues[1] is NaN; expected a finite number.');
  });

  test('without a value of their own have that of their columns; columns in no group have no bar', () => {
    using explanation = grouped({ groups: [[[0], [1, 2, 3]]], featureValues: undefined, featureNames: undefined });
    expect(plotTabular(explanation).bars.map(({ value }) => value)).toEqual([10.875, 9.375]);
  });

  test('of columns that there are not are an error', () => {
    using explanation = grouped({ groups: [[[0], [5]]] });
    expect(() => plotTabular(explanation)).toThrow(ShapeError);
    expect(() => plotTabular(explanation)).toThrow('explanation.extras.groups');
  });
});

describe('a link', () => {
  /** KernelSHAP with `link: 'logit'` of sigmoid(a - 2 b + a c): its values add up to the log odds of the output. */
  const logit = (link: unknown, output = 1 / (1 + Math.exp(-2))) =>
    new Explanation({
      val: tensor2d([[2, -0.5, 1]]),
      input: tensor2d([[2, 1, 1]]),
      output: tensor2d([[output]]),
      outputSelection: [0],
      analyzer: 'KernelSHAP',
      heatmap: 'attribution',
      extras: { expectedValue: [-0.5], link },
    });

  test.each([
    ['of all samples', 'logit'],
    ['one a sample', ['logit']],
  ])('%s: log odds add up to log odds, and the axis says so', (_, link) => {
    // biome-ignore format: pairs
    using explanation = logit(link);
    const svg = plotTabular(explanation, ['a', 'b', 'c'], { style: 'waterfall' }).toSVG();
    for (const text of ['>prediction<', '>2<', '>log odds of output 0<']) expect(svg).toContain(text);
    expect(svg).not.toContain('Does not add up');
    expect(plotTabular(explanation).toSVG()).toContain('>KernelSHAP, log odds of output 0<');
  });

  test('what does not add up is said in log odds', () => {
    using explanation = logit('logit', 0.5);
    const svg = plotTabular(explanation, undefined, { style: 'waterfall' }).toSVG();
    expect(svg).toContain('>Does not add up: log odds of output 0 is 0, 2 less.<');
  });

  test('an output of 0 or 1 has no finite log odds: the picture is drawn, and compares nothing', () => {
    for (const output of [0, 1]) {
      using explanation = logit('logit', output);
      const svg = plotTabular(explanation, undefined, { style: 'waterfall' }).toSVG();
      expectWellFormed(svg);
      expect(svg).not.toMatch(/NaN|Infinity|Does not add up/);
      expect(svg).toContain('>sum<');
    }
  });

  test('the identity changes nothing, another one is an error', () => {
    using plain = logit('identity');
    expect(plotTabular(plain, undefined, { style: 'waterfall' }).toSVG()).toContain(
      '>Does not add up: output 0 is 0.8808, 1.12 less.<',
    );
    using wrong = logit('probit');
    expect(() => plotTabular(wrong)).toThrow(
      'The link of the explanation is "probit"; expected one of identity, logit.',
    );
  });
});

describe("LIME's ranges", () => {
  const lime = (featureNames: string[]) =>
    new Explanation({
      val: tensor2d([featureNames.map((_, at) => 3 - at)]),
      input: tensor2d([featureNames.map((_, at) => 36.8 + at)]),
      output: tensor2d([[1]]),
      outputSelection: [0],
      analyzer: 'LIME',
      heatmap: 'attribution',
      extras: { featureNames: [featureNames] },
    });

  test('stay in the picture when columns get names and values: the bar holds for the range', () => {
    using explanation = lime(['beak length (mm) <= 39.50', '2.00 < beak depth <= 4.00', 'island=2']);
    const names = ['beak length (mm)', 'beak depth', 'island'];
    const { bars } = plotTabular(explanation, names, { featureValues: [36.8, 3, 'Dream'] });
    expect(bars.map(({ name, is }) => [name, is])).toEqual([
      ['beak length (mm) <= 39.50', undefined],
      ['2.00 < beak depth <= 4.00', undefined],
      ['island', 'Dream'],
    ]);
  });

  test('of columns whose names look like ranges keep them', () => {
    using explanation = lime(['p < q <= 3.00', '1.00 < p < q <= 3.00']);
    const { bars } = plotTabular(explanation, ['p < q', 'p < q']);
    expect(bars.map(({ name }) => name)).toEqual(['p < q <= 3.00', '1.00 < p < q <= 3.00']);
  });

  test('of columns without a name get the names that are given', () => {
    using explanation = lime(['0 <= 39.50', '2.00 < 1 <= 4.00', '2 > -1e-7']);
    const { bars } = plotTabular(explanation, ['length', 'depth', 'mass']);
    expect(bars.map(({ name }) => name)).toEqual(['length <= 39.50', '2.00 < depth <= 4.00', 'mass > -1e-7']);
  });
});

describe('numbers and names', () => {
  test('of a million and more: ends differ, and the sum is seen', () => {
    const options = { style: 'waterfall', expectedValue: 1250000, featureValues: [1234567, 123456789, 3] } as const;
    const svg = plotTabular([12000, -3000, 800], ['zip', 'id', 'floor'], options).toSVG();
    for (const text of ['>1250000<', '>1259800<', '>+12000<', '>−3000<', '>zip = 1234567<', '>id = 123456789<'])
      expect(svg).toContain(text);
    const large = plotTabular([25468], ['a'], { style: 'waterfall', expectedValue: 1000010791 }).toSVG();
    for (const text of ['>1000010791<', '>1000036259<']) expect(large).toContain(text);
  });

  test('of steps that are small beside the base: ends have digits enough to differ', () => {
    const svg = plotTabular([0.001, -0.0004], ['a', 'b'], { style: 'waterfall', expectedValue: 12.34 }).toSVG();
    for (const text of ['>12.34<', '>12.3406<']) expect(svg).toContain(text);
  });

  test.each([600, 1200])('long names that begin alike are told apart at width %d', (width) => {
    const names = ['twenty-four', 'twelve', 'six'].map(
      (count) => `number of payments that were later than they should have been within the last ${count} months of the contract, all accounts of the household taken together`,
    ); // biome-ignore format: one idea
    const svg = plotTabular([3, 2, 1], names, { featureValues: [7, 8, 7] }).toSVG({ width });
    const labels = Array.from(svg.matchAll(/text-anchor="end">([^<]*…[^<]*)</g), ([, label]) =>
      label.replace(/ = \d$/, ''),
    );
    expect(new Set(labels).size).toBe(3);
  });
});

describe('appearance', () => {
  test.each([
    ['zeros', [0, 0]],
    ['one feature', [3]],
    ['tiny numbers', [1e-300, -5e-324]],
    ['large numbers', [1.7e308, -1.7e308]],
    ['negative numbers only', [-1, -2]],
  ])('of %s', (_, values) => {
    for (const style of ['bars', 'waterfall'] as const) {
      const svg = plotTabular(values, undefined, { style, expectedValue: 0 }).toSVG();
      expectWellFormed(svg);
      expect(svg).not.toMatch(/NaN|Infinity/);
    }
  });

  test('a long name is cut before its value, and whole in the title', () => {
    const name = 'x'.repeat(100);
    const svg = plotTabular([1], [name], { featureValues: [7] }).toSVG();
    expect(svg).toMatch(/>x+… = 7</);
    expect(svg).toContain(`<title>${name} = 7: +1</title>`);
  });

  test('every colour map is known, and an old name does what the new one does', () => {
    for (const colormap of colormapNames()) {
      const svg = plotTabular([1, -1], undefined, { colormap }).toSVG();
      expectWellFormed(svg);
      expect(plotTabular([1, -1], undefined, { colorscheme: colormap }).toSVG()).toBe(svg);
    }
    expect(plotTabular([1, -1], undefined, { colormap: 'bwr' }).toSVG()).toContain('color="#ff0000"');
  });

  test('colours of a table are its ends', () => {
    const svg = plotTabular([1, -1], undefined, { colormap: [[0, 128, 0], [9, 9, 9], [255, 165, 0]] }).toSVG(); // biome-ignore format: a table
    expect(svg).toContain('color="#008000"');
    expect(svg).toContain('color="#ffa500"');
  });
});

describe('errors', () => {
  const cases: [string, () => unknown, new (message: string) => Error, RegExp][] = [
    ['NaN', () => plotTabular([1, Number.NaN]), ValueError, /explanation\[1\] is NaN; expected a finite number/],
    ['no features', () => plotTabular([]), ShapeError, /has shape \[0\]; expected a number or more/],
    ['too many axes', () => plotTabular([[[1]]]), ShapeError, /has shape \[1,1,1\]; expected \[batch, features\]/],
    [
      'too few names',
      () => plotTabular([1, 2], ['a']),
      ShapeError,
      /There are 1 featureNames; expected one a feature, 2/,
    ],
    [
      'a name that is none',
      () => plotTabular([1], [3 as never]),
      ValueError,
      /featureNames\[0\] is 3; expected a string/,
    ],
    [
      'no beginning',
      () => plotTabular([1], ['a'], { style: 'waterfall' }),
      ValueError,
      /expectedValue is undefined; .*KernelSHAP/,
    ],
    ['another style', () => plotTabular([1], ['a'], { style: 'pie' as never }), ValueError, /'bars' or 'waterfall'/],
    ['no bars', () => plotTabular([1], ['a'], { numFeatures: 0 }), ValueError, /numFeatures/],
    [
      'another scheme',
      () => plotTabular([1], ['a'], { colormap: 'pink' }),
      ValueError,
      /There is no colour map "pink".* one of seismic, bwr/,
    ],
    [
      'too narrow',
      () => plotTabular([1], ['a']).toSVG({ width: 20 }),
      ValueError,
      /width is 20; expected at least \d+ pixels/,
    ],
    [
      'a misspelt option',
      () => plotTabular([1], ['a'], { numfeatures: 3 } as never),
      ValueError,
      /plotTabular has no option "numfeatures"; did you mean numFeatures/,
    ],
    [
      'a misspelt size',
      () => plotTabular([1], ['a']).toSVG({ widht: 3 } as never),
      ValueError,
      /toSVG has no option "widht"; did you mean width/,
    ],
    [
      'both names of an option',
      () => plotTabular([1], ['a'], { colormap: 'bwr', colorscheme: 'bwr' }),
      ValueError,
      /colormap by its new and its old name/,
    ],
    ['options that are none', () => plotTabular([1], ['a'], 'bars' as never), ValueError, /an object of options/],
    [
      'a title that is none',
      () => plotTabular([1], ['a'], { title: {} as never }),
      ValueError,
      /title is an empty object/,
    ],
    [
      'values that are none',
      () => plotTabular([1], ['a'], { featureValues: 3 as never }),
      ValueError,
      /featureValues is 3/,
    ],
    ['too low', () => plotTabular([1], ['a']).toSVG({ height: Number.NaN }), ValueError, /height is NaN/],
    [
      'too large a sum',
      () => plotTabular([1e308, 1e308, 1e308], undefined, { numFeatures: 1 }),
      ValueError,
      /2 other features is Infinity/,
    ],
  ];

  test.each(cases)('%s', (_, act, type, message) => {
    expect(act).toThrow(type);
    expect(act).toThrow(message);
  });
});
