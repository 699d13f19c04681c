import fc from 'fast-check';
import { tokenSpans } from '../../src';

const pieces = (tokens: readonly string[]) => tokens.map(() => 'piece' as const);
const cut = (text: string, spans: readonly (readonly [number, number] | undefined)[]) =>
  spans.map((span) => span && text.slice(...span));

test.each<[name: string, text: string, tokens: string[], expected: (string | undefined)[]]>([
  ['BERT', 'Un-made Café!', ['un', '-', 'made', 'caf', '##e', '!'], ['Un', '-', 'made', 'Caf', 'é', '!']],
  ['letters of two characters', 'so 👍 good', ['so', '👍', 'good'], ['so', '👍', 'good']],
  ['SentencePiece', ' Hello  world', ['▁Hello', '▁', '▁wor', 'ld'], ['Hello', undefined, 'wor', 'ld']],
  ['byte pairs with an end', 'lower case', ['low', 'er</w>', 'case</w>'], ['low', 'er', 'case']],
  ['compatible forms', 'ﬁne ①', ['fine', '1'], ['ﬁne', '①']],
  ['an accent of its own', 'cafe\u0301s', ['cafe', '##s'], ['cafe\u0301', 's']],
  ['bytes', 'naïve 👍', ['na', 'Ã¯', 've', 'ĠðŁ', 'ĳ', 'į'], ['na', 'ï', 've', '👍', '👍', '👍']],
  ['bytes with a blank before', 'Hi there', ['ĠHi', 'Ġthere'], ['Hi', 'there']],
])('tokens of %s are found', (_, text, tokens, expected) => {
  expect(cut(text, tokenSpans(text, tokens, pieces(tokens)))).toEqual(expected);
});

test('what is unknown stands for the next word, and special tokens for none', () => {
  const text = 'a 漢字 b';
  const spans = tokenSpans(
    text,
    ['[CLS]', 'a', '[UNK]', 'b', '[SEP]'],
    ['special', 'piece', 'unknown', 'piece', 'special'],
  );
  expect(cut(text, spans)).toEqual([undefined, 'a', '漢字', 'b', undefined]);
});

test('a token that is not in the text has no place, and those after it keep theirs', () => {
  expect(tokenSpans('so good', ['so', 'bad', 'good'], pieces(['', '', '']))).toEqual([[0, 2], undefined, [3, 7]]);
});

/** The law: pieces that a text is cut into are found where they were cut. */
test('every way to cut a text in pieces is found again', () => {
  const word = fc.stringMatching(/^[a-zé]{1,8}$/).map((one) => one.normalize('NFC'));
  const cuts = fc.array(fc.tuple(word, fc.nat({ max: 6 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(cuts, fc.boolean(), (words, isUpper) => {
      const parts = words.map(([one, at]) => [one.slice(0, at % one.length), one.slice(at % one.length)]);
      const text = words.map(([one]) => (isUpper ? one.toUpperCase() : one)).join('  ');
      const tokens = parts.flatMap(([first, rest]) => (first === '' ? [rest] : [first, `##${rest}`]));
      const found = cut(text, tokenSpans(text, tokens, pieces(tokens)));
      expect(found.map((one) => one?.toLowerCase())).toEqual(parts.flat().filter((one) => one !== ''));
    }),
  );
});
