import '@tensorflow/tfjs-backend-cpu';
import { ModelError, ValueError } from 'xai-base';
import {
  explainText,
  huggingFaceTokenizer,
  patternTokenizer,
  replaceTokens,
  type TextFunction,
  wordTokenizer,
} from '../../src';
import { extrasOf } from '../support/fixtures';

const lengths = (texts: string[]) => texts.map((text) => [text.length]);

describe('a text is taken apart once', () => {
  it('by words, however many variants there are', async () => {
    const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
    const options = { method: 'RISE', masks: 50, keepProbability: 0.5, labels: [0], seed: 1 } as const;
    const [explanation] = await explainText(lengths, 'one two three, four', options);
    explanation.dispose();
    expect(segment).toHaveBeenCalledTimes(1);
    segment.mockRestore();
  });

  it('by a pattern', async () => {
    let reads = 0;
    class Counting extends RegExp {
      override [Symbol.matchAll](text: string) {
        reads++;
        return super[Symbol.matchAll](text);
      }
    }
    const tokenizer = patternTokenizer(new Counting('\\w+', 'g'));
    const [explanation] = await explainText(lengths, 'one two three, four', {
      method: 'LIME',
      samples: 50,
      tokenizer,
      seed: 1,
    });
    explanation.dispose();
    expect(reads).toBe(1);
  });

  it('and again for another text; what is handed out may be changed', () => {
    for (const tokenizer of [wordTokenizer(), patternTokenizer(/\w+/g)]) {
      tokenizer.tokenize('a b').push('c');
      expect(tokenizer.detokenize(['x', 'y'], 'a b')).toBe('x y');
      expect(tokenizer.detokenize(['x'], 'word')).toBe('x');
      expect(tokenizer.tokenize('a b')).toEqual(['a', 'b']);
    }
  });
});

describe('tokens that do not fit their text are refused', () => {
  it('where they are put together', () => {
    expect(() => replaceTokens('a b', ['a', 'c'], ['x', 'y'])).toThrow(
      'original[1] is "c"; expected a token that is in the text',
    );
    expect(() => replaceTokens('a b', ['b', 'a'], ['x', 'y'])).toThrow('original[1] is "a"');
    expect(() => wordTokenizer().detokenize(['x'], 'a b')).toThrow('tokens is ["x"]; expected 2');
  });

  it('but what is around them stays', () => {
    expect(replaceTokens(' a  b ', ['a', 'b'], ['x', 'y'])).toBe(' x  y ');
  });

  it('and so are patterns that are none', () => {
    for (const pattern of [/\w+/, '\\w+', undefined])
      expect(() => patternTokenizer(pattern as RegExp)).toThrow('expected a regular expression with the flag g');
    expect(() => huggingFaceTokenizer({ tokenize: () => [], decoder: { decode: () => '' } })).toThrow(ValueError);
  });
});

it.each([
  [() => [], 'tokenizer is a function; expected an object with tokenize'],
  [{ tokenize: () => [] }, 'tokenizer is an object with the keys tokenize'],
  [{ ...wordTokenizer(), maskToken: null }, 'tokenizer is an object with the keys'],
  [{ ...wordTokenizer(), tokenize: () => 'ab' }, 'tokenizer.tokenize(text) is "ab"; expected an array of strings'],
  [{ ...wordTokenizer(), tokenize: () => [1] }, 'tokenizer.tokenize(text) is [1]'],
])('a tokenizer is an object that works: %o', async (tokenizer, message) => {
  const explained = explainText(lengths, 'a b', { method: 'RISE', tokenizer: tokenizer as never });
  await expect(explained).rejects.toThrow(message);
  await expect(explained).rejects.toThrow(ValueError);
});

it.each([
  ['hide', 'remove', 'one of mask, drop'],
  ['occurrences', 'both', 'one of apart, together'],
  ['modelInput', 'text', 'one of texts, tokens'],
])('%s cannot be %s', async (name, value, expected) => {
  const explained = explainText(lengths, 'a b', { method: 'RISE', [name]: value } as never);
  await expect(explained).rejects.toThrow(`${name} is "${value}"; expected ${expected}`);
});

it.each([
  [null, 'null'],
  [5, '5'],
  [[1, 2], '[1, 2]'],
  [[null, null], '[null, null]'],
  [[['a'], ['b']], '[[1 values], [1 values]]'],
  [[[], []], '[[0 values], [0 values]]'],
  [{ label: 'POSITIVE', score: 1 }, 'an object with the keys label, score'],
])('a model that returns %j is told what to return', async (outputs, shown) => {
  const model = (() => outputs) as unknown as TextFunction;
  const explained = explainText(model, 'a b', { method: 'KernelSHAP' });
  await expect(explained).rejects.toThrow(ModelError);
  await expect(explained).rejects.toThrow(`The model returned ${shown}; expected a tensor [1, classes]`);
});

it('a model that is no function is named', async () => {
  const explained = explainText('model.onnx' as never, 'a b', { method: 'KernelSHAP' });
  await expect(explained).rejects.toThrow('model is "model.onnx"; expected a function of an array of texts');
});

it('occurrences that are hidden together have one name each', async () => {
  const options = { method: 'KernelSHAP', occurrences: 'together', labels: [0] } as const;
  const [explanation] = await explainText(lengths, 'b a b', options);
  expect(extrasOf(explanation).featureNames).toEqual([['b', 'a']]);
  expect(extrasOf(explanation).groups).toEqual([[[0, 2], [1]]]);
  explanation.dispose();
});

it('an empty text is told from what many outputs say of it', async () => {
  const many = (texts: string[]) =>
    texts.map(() => Float32Array.from({ length: 150_000 }, (_, at) => (at === 140_000 ? 2 : 1)));
  const [explanation] = await explainText(many, '', { method: 'LIME' });
  expect(explanation.outputSelection).toEqual([140_000]);
  explanation.dispose();
});
