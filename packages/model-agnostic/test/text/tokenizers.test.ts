import fc from 'fast-check';
import { huggingFaceTokenizer, patternTokenizer, wordTokenizer } from '../../src';

describe('tokenizers', () => {
  it('put back what they took apart: spacing, punctuation, emoji, any script', () => {
    const tokenizer = wordTokenizer();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenizer.detokenize(tokenizer.tokenize(text), text)).toBe(text);
      }),
    );
  });

  it.each([
    ['', []],
    ['   ', []],
    ["It's  good!\n", ["It's", 'good', '!']],
    ['👩‍👩‍👧 ok 🎉', ['👩‍👩‍👧', 'ok', '🎉']],
    ['שלום עולם.', ['שלום', 'עולם', '.']],
    ['私は猫', ['私', 'は', '猫']],
  ])('take %j apart', (text, tokens) => {
    expect(wordTokenizer({ locale: 'ja' }).tokenize(text)).toEqual(tokens);
  });

  it('replace tokens where they stand, also those that occur twice', () => {
    const tokenizer = wordTokenizer({ maskToken: '[?]' });
    expect(tokenizer.detokenize(['a', '[?]', ',', 'b', 'a'], 'a  a,b  a')).toBe('a  [?],b  a');
  });

  it('replace what a pattern found, not what looks like it', () => {
    const tokenizer = patternTokenizer(/\bb\b/g);
    expect(tokenizer.detokenize(['x'], 'ab b')).toBe('ab x');
  });

  it('join what a pattern finds', () => {
    const tokenizer = patternTokenizer(/\w+/g, { join: ' ' });
    expect(tokenizer.detokenize(tokenizer.tokenize('a, b'), 'a, b')).toBe('a b');
  });

  it('refuse a tokenizer without a mask token', () => {
    const pieces = { tokenize: (text: string) => [text], decoder: { decode: (tokens: string[]) => tokens.join('') } };
    expect(() => huggingFaceTokenizer(pieces)).toThrow('as the tokenizer has none');
    const tokenizer = huggingFaceTokenizer({ ...pieces, unk_token: '<unk>' });
    expect(tokenizer.detokenize(tokenizer.tokenize('whole'), 'whole')).toBe('whole');
  });
});
