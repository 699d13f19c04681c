import { array, assert, double, property, string, tuple } from 'fast-check';
import { heatmap } from '../../src';

const texts = array(tuple(string({ unit: 'binary' }), double({ noNaN: true, noDefaultInfinity: true })), {
  maxLength: 8,
});
const pieces: [string, string][] = [
  ['markup', '<script>alert("x & \'y\'")</script>'],
  ['an escape sequence', '\u001b[31mred\u009b0m'],
  ['a direction override', '\u202egnp.exe'],
  ['isolates of the direction', '\u2066a\u2067b\u2068c\u2069'],
  ['controls of the upper half', '\u009b2J\u0085\u009d8;;x\u009c'],
  ['a lone surrogate', '\ud800'],
  ['emoji', '👩‍🔬🇪🇺'],
  ['Hebrew', 'שלום'],
  ['nothing', ''],
];

/** Controls of both halves, separators of lines, overrides and isolates of the direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** What colours words in a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may be there
const COLOURS = /\u001b\[(48;2;\d+;\d+;\d+|38;2;\d+;\d+;\d+|0)m/g;

/** The parts of markup that are no text: `<name attribute="value">` and `</name>`. */
const tag = /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/g;

function expectBalanced(markup: string): void {
  const open: string[] = [];
  const text = markup.replace(tag, (_, closing: string, name: string, _attributes: string, alone: string) => {
    if (closing) expect(open.pop()).toBe(name);
    else if (!alone) open.push(name);
    return '';
  });
  expect(open).toEqual([]);
  expect(text).not.toMatch(/[<>]/);
  expect(text.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
}

test.each(pieces)('%s harms no format', (_, word) => {
  const text = heatmap([1, -1], [word, 'harmless']);
  for (const markup of [text.toHTML(), text.toSVG()]) expectBalanced(markup);
  expect(text.toString().replace(COLOURS, '')).not.toMatch(FORBIDDEN);
  for (const markup of [text.toHTML(), text.toSVG()]) expect(markup).not.toMatch(FORBIDDEN);
});

test('nor does what stands between the words', () => {
  const text = heatmap([1, -1], ['a', 'b'], { separator: '\u001b[2J\u2066\n' });
  for (const drawn of [text.toString().replace(COLOURS, ''), text.toHTML(), text.toSVG()])
    expect(drawn).not.toMatch(FORBIDDEN);
});

test('any text is balanced markup, the same each time', () => {
  assert(
    property(texts, (pairs) => {
      const [words, values] = [pairs.map(([word]) => word), pairs.map(([, value]) => value)];
      const [first, again] = [heatmap(values, words), heatmap(values, words)];
      for (const markup of [first.toHTML(), first.toSVG()]) expectBalanced(markup);
      expect(again.toSVG()).toBe(first.toSVG());
      expect(again.toHTML()).toBe(first.toHTML());
    }),
  );
});

test('a terminal gets the ground, a readable foreground, and is reset', () => {
  expect(heatmap([0, 1], ['not', 'bad']).toString()).toBe(
    '\u001b[48;2;255;255;255m\u001b[38;2;0;0;0mnot\u001b[0m \u001b[48;2;128;0;0m\u001b[38;2;255;255;255mbad\u001b[0m',
  );
});

test('HTML holds each word and its value', () => {
  const html = heatmap([0.5, -1.23456], ['good', 'a<b']).toHTML();
  expect(html).toContain('<span title="0.5"');
  expect(html).toContain('<span title="-1.235"');
  expect(html).toContain('>a&lt;b</span>');
});

test('an SVG wraps its lines: no box reaches over the edge', () => {
  const words = Array.from({ length: 60 }, (_, index) => 'word'.repeat(1 + (index % 3)));
  const svg = heatmap(
    words.map((_, index) => index),
    words,
  ).toSVG({ width: 300 });
  const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  expect(boxes).toHaveLength(60);
  for (const [x, , width] of boxes) expect(x + width).toBeLessThanOrEqual(300);
  const lines = new Map(boxes.map(([, y]) => [y, boxes.filter((box) => box[1] === y)]));
  expect(lines.size).toBeGreaterThan(5);
  for (const line of lines.values()) {
    const ends = line.map(([x, , width]) => x + width);
    for (const [index, [x]] of line.slice(1).entries()) expect(x).toBeGreaterThanOrEqual(ends[index]);
  }
});

describe('the order of words in an SVG', () => {
  /** The words as they stand from left to right. */
  const reading = (words: string[]) => {
    const svg = heatmap(words.map((_, at) => at), words).toSVG(); // biome-ignore format: one idea
    const found = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)];
    return found.sort((one, other) => Number(one[1]) - Number(other[1])).map(([, , word]) => word);
  };

  test.each([
    ['an English sentence with a word of Arabic', ['The', 'word', 'سلام', 'means', 'peace'], false],
    ['an English sentence with a word of Hebrew', ['The', 'word', 'שלום', 'means', 'peace'], false],
    ['a Hebrew sentence with a word of English', ['המילה', 'peace', 'פירושה', 'שלום'], true],
    ['an Arabic sentence behind a number', ['1.', 'كلمة', 'peace', 'تعني'], true],
    ['numbers', ['1', '2', '3'], false],
  ])('of %s is that of its first letter', (_, words, isMirrored) => {
    expect(reading(words)).toEqual(isMirrored ? words.toReversed() : words);
  });
});

test('the title of a word has all digits before its decimal point', () => {
  const svg = heatmap([1234567.8, -0.000012346, 12.3456], ['a', 'b', 'c']).toSVG();
  for (const title of ['1234568', '-0.00001235', '12.35']) expect(svg).toContain(`<title>${title}</title>`);
});
