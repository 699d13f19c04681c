import { encodeText, specialTokensOf, type TextTokenizer, ValueError, wordsOfTokens } from '../../src';

const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'un', '##made', 'bed', "'", 's'];
const idOf = (token: string) => Math.max(vocabulary.indexOf(token), 1);

/** A text of which the tokens are told. */
function tokenizer(...tokens: string[]): TextTokenizer {
  const all = ['[CLS]', ...tokens, '[SEP]'];
  return {
    encode: () => ({ tokens: all, ids: all.map(idOf) }),
    get_added_tokens_decoder: () =>
      new Map(vocabulary.slice(0, 5).map((content, id) => [id, { content, special: true }])),
  };
}

function encoded(text: string, tokens: string[], most?: number) {
  const one = tokenizer(...tokens);
  return encodeText(text, one, specialTokensOf(one), most);
}

test('special tokens are found by their usual names', () => {
  const { pad, mask, unknown, all } = specialTokensOf(tokenizer());
  expect({ pad, mask, unknown, all: [...all] }).toEqual({ pad: 0, mask: 4, unknown: 1, all: [0, 1, 2, 3, 4] });
});

test('what a tokenizer says of its special tokens counts', () => {
  const one = { ...tokenizer(), specialTokens: { pad: 7, all: new Set([7, 8]) } };
  expect(specialTokensOf(one)).toEqual({ pad: 7, mask: 4, unknown: 1, all: new Set([7, 8]) });
});

test('tokens become words where they are one in the text', () => {
  const words = wordsOfTokens(encoded("Unmade bed's", ['un', '##made', 'bed', "'", 's']));
  expect(words).toEqual([
    { word: '[CLS]', tokens: [0] },
    { word: 'Unmade', tokens: [1, 2] },
    { word: "bed's", tokens: [3, 4, 5] },
    { word: '[SEP]', tokens: [6] },
  ]);
});

test('a text that is too long keeps its first tokens, and the special ones at its end', () => {
  const { tokens, spans } = encoded('bed bed bed', ['bed', 'bed', 'bed'], 4);
  expect(tokens).toEqual(['[CLS]', 'bed', 'bed', '[SEP]']);
  expect(spans).toEqual([undefined, [0, 3], [4, 7], undefined]);
});

test('unknown and hidden tokens are of the text, special ones are not', () => {
  const { isSpecial } = encoded('bed zzz [MASK]', ['bed', '[UNK]', '[MASK]']);
  expect(isSpecial).toEqual([true, false, false, false, true]);
});

test('places that a tokenizer tells are taken', () => {
  const one: TextTokenizer = { encode: () => ({ ids: [5], tokens: ['bed'], offsets: [[2, 5]] }) };
  expect(encodeText('a bed', one, { all: new Set() }).spans).toEqual([[2, 5]]);
});

test.each<[string, unknown, string]>([
  ['no text', 3, 'text is 3; expected a string'],
  ['nothing', undefined, 'text is undefined; expected a string'],
])('%s is an error', (_, text, message) => {
  expect(() => encodeText(text as string, tokenizer(), { all: new Set() })).toThrow(message);
});

test.each<[string, object, string]>([
  ['no ids', { tokens: [] }, 'tokenizer.encode(text).ids is undefined; expected an array'],
  ['another number of tokens', { ids: [1], tokens: [] }, 'expected an id for each token'],
])('a tokenizer that gives %s is an error', (_, encoding, message) => {
  const one = { encode: () => encoding } as unknown as TextTokenizer;
  expect(() => encodeText('a', one, { all: new Set() })).toThrow(message);
});

test('what is no tokenizer is an error that says what is', () => {
  expect(() => specialTokensOf({} as TextTokenizer)).toThrow(ValueError);
  expect(() => specialTokensOf({} as TextTokenizer)).toThrow('a Tokenizer of @huggingface/tokenizers');
});
