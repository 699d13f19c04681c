import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import { explainText, type MethodSettings, patternTokenizer } from '../../src';
import { extrasOf } from '../support/fixtures';

const sentiment = (texts: string[]) =>
  texts.map((text) => {
    const score = (text.match(/good|delectable/g) ?? []).length - 2 * (text.match(/bad/g) ?? []).length;
    return [-score, score];
  });

async function valuesOf(explanations: Explanation[]): Promise<number[][]> {
  const values = await Promise.all(explanations.map(async ({ val }) => Array.from(await val.data())));
  for (const explanation of explanations) explanation.dispose();
  return values;
}

describe('explainText', () => {
  it.each<MethodSettings>([
    { method: 'RISE', masks: 300, keepProbability: 0.5, seed: 1 },
    { method: 'LIME', samples: 300, seed: 1 },
    { method: 'KernelSHAP', seed: 1 },
  ])('finds the words that matter, by $method', async (settings) => {
    const explanations = await explainText(sentiment, 'a delectable, bad thriller!', { ...settings, labels: [1, 0] });
    expect(explanations.map(({ outputSelection }) => outputSelection)).toEqual([[1], [0]]);
    expect(explanations[0].extras?.tokens).toEqual([['a', 'delectable', ',', 'bad', 'thriller', '!']]);
    const [positive, negative] = await valuesOf(explanations);
    expect(positive.indexOf(Math.max(...positive))).toBe(1);
    expect(positive.indexOf(Math.min(...positive))).toBe(3);
    expect(negative.indexOf(Math.max(...negative))).toBe(3);
  });

  it.each(['RISE', 'LIME', 'KernelSHAP'] as const)(
    'takes emoji, right-to-left and single tokens, by %s',
    async (method) => {
      for (const text of ['👩‍👩‍👧 good 🎉', 'טוב good מאוד', 'good']) {
        const [explanation] = await explainText(sentiment, text, { method, seed: 1, labels: [1] });
        const [tokens] = extrasOf(explanation).tokens;
        const [values] = await valuesOf([explanation]);
        expect(values).toHaveLength(tokens.length);
        expect(tokens[values.indexOf(Math.max(...values))]).toBe('good');
      }
    },
  );

  it.each(['', ' \n'])('has nothing to explain in an empty text', async (text) => {
    const [explanation] = await explainText(sentiment, text, { method: 'LIME' });
    expect(explanation.val.shape).toEqual([1, 0]);
    expect(explanation.output.shape).toEqual([1, 2]);
    explanation.dispose();
    await expect(explainText(sentiment, text, { method: 'LIME', labels: [7] })).rejects.toThrow('Output index 7');
  });

  it('gives models tokens, hides by leaving out, and takes occurrences together', async () => {
    const seen: string[][] = [];
    const counts = async (texts: string[][]) => {
      seen.push(...texts);
      return tensor2d(texts.map((tokens) => [tokens.length]));
    };
    const options = { method: 'KernelSHAP', modelInput: 'tokens', hide: 'drop', occurrences: 'together' } as const;
    const explanations = await explainText(counts, 'b a b', { ...options, tokenizer: patternTokenizer(/\w/g) });
    expect(
      seen
        .map(String)
        .sort()
        .filter((text, index, all) => text !== all[index - 1]),
    ).toEqual(['', 'a', 'b,a,b', 'b,b']);
    expect(extrasOf(explanations[0]).featureValues).toEqual([[2, 1]]);
    expect(await valuesOf(explanations)).toEqual([[2, 1, 2]]);
  });

  it('refuses what is no text, no method, and what a model must not return', async () => {
    await expect(explainText(sentiment, 3 as never, { method: 'LIME' })).rejects.toThrow(
      'text is 3; expected a string',
    );
    await expect(explainText(sentiment, 'a', { method: 'SHAP' as never })).rejects.toThrow(
      'expected one of RISE, LIME',
    );
    await expect(explainText(() => [[1], [2, 3]], 'a', { method: 'RISE' })).rejects.toThrow(
      'expected a tensor [1, classes]',
    );
    await expect(explainText(sentiment, 'a', { method: 'RISE', labels: [] })).rejects.toThrow('labels is ');
  });
});
