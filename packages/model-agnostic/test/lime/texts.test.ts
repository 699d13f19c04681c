import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { Columns, LIME, patternTokenizer, type Tokenizer } from '../../src';
import { samplesOf } from '../../src/evaluation/sample-of';
import { turnsOf } from '../../src/evaluation/turn';
import { distancesOf } from '../../src/lime/neighbor-weights';
import { presenceModel } from '../../src/text/text-function';
import { expectExplanation, fitSettings } from '../support/expect-surrogate';
import { type Case, casesOf, expectClose, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { WatchedModel } from '../support/models';
import { storedNeighbors } from '../support/stored-masks';
import { fixtureWords, splitTokenizer, textModelOf } from '../support/text-models';

/** What lime takes the text of a case apart with. */
function tokenizerOf({ params: { charLevel, split, maskString } }: Case): Tokenizer {
  const maskToken = maskString ?? (charLevel ? '\u0000' : 'UNKWORDZ');
  if (charLevel) return patternTokenizer(/./gu, { maskToken });
  return split === 'tokenizer' ? patternTokenizer(fixtureWords, { maskToken }) : splitTokenizer(split, maskToken);
}

/** The text model of a case as one of which tokens are there, and what it is asked. */
function watched(one: Case, tokenizer: Tokenizer, hide: 'drop' | 'mask') {
  const seen: string[] = [];
  const model = textModelOf(one);
  const noted = (texts: string[]) => {
    seen.push(...texts);
    return model(texts);
  };
  const tokens = tokenizer.tokenize(one.text);
  const presence = presenceModel(noted, { text: one.text, tokenizer, tokens, hide }, false);
  return { tokens, seen, model: new WatchedModel(presence) };
}

it.each(casesOf('lime_text', 'lime.text'))('LIME on texts agrees with lime: $id', async (one: Case) => {
  const { bow, labels } = one.params;
  const { tokens, seen, model } = watched(one, tokenizerOf(one), bow ? 'drop' : 'mask');
  const words = bow ? [...new Set(tokens)] : tokens;
  expect(words).toEqual(one.expected.words);
  const groups = words.map((word, index) => (bow ? [...tokens.keys()].filter((at) => tokens[at] === word) : [index]));
  const neighborSource = storedNeighbors(new Columns({ groups }), one.random.masks);
  const lime = new LIME(model.call, { ...fitSettings(one, 100), neighborSource });
  const input = tensor2d([new Array(tokens.length).fill(1)]);
  const explanations = await lime.analyzeOutputs(input, labels);
  expect(seen.slice(1, 21)).toEqual(one.expected.perturbedTexts);
  model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  for (const [index, explanation] of explanations.entries()) {
    expectExplanation(explanation, one.expected.explanations[labels[index]], one);
    explanation.dispose();
  }
  const [sample] = await samplesOf(input);
  const distances = await distancesOf(
    await neighborSource(sample, 0, {} as never),
    sample,
    'cosine',
    'features',
    turnsOf(),
  );
  const expected = Float64Array.from(numbersOf(one.expected.distances), (distance) => distance / 100);
  expectClose(distances, expected, one.tolerance.distances / 100);
  input.dispose();
});

const wrapped = [...casesOf('lime_text', 'lime.text.dianna'), ...casesOf('real_models', 'real.lime.text')];

it.each(wrapped)('LIME on texts agrees with DIANNA: $id', async (one: Case) => {
  const tokenizer = patternTokenizer(fixtureWords);
  const { tokens, seen, model } = watched(one, tokenizer, 'mask');
  const neighborSource = storedNeighbors(new Columns(), one.random.masks);
  const lime = new LIME(model.call, { ...fitSettings(one, 100), neighborSource });
  const input = tensor2d([new Array(tokens.length).fill(1)]);
  const explanations = await lime.analyzeOutputs(input, one.params.labels);
  const texts: string[] = one.expected.perturbedTexts ?? [];
  expect(seen.slice(1, 1 + texts.length)).toEqual(texts);
  if (one.expected.predictions) model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  for (const [index, explanation] of explanations.entries()) {
    const values = new Array<number>(tokens.length).fill(0);
    for (const [word, at, value] of one.expected.explanation[index]) {
      expect(word).toBe(tokens[at]);
      values[at] = value;
    }
    expectClose(await explanation.val.data(), values, toleranceFor(one, 'coefficients', values));
    explanation.dispose();
  }
  input.dispose();
});
