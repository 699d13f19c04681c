import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { patternTokenizer, RISE, type RISESettings } from '../../src';
import { fillValues } from '../../src/explain/fill-values';
import { presenceModel } from '../../src/text/text-function';
import { type Case, casesOf, expectClose, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { modelOf, WatchedModel } from '../support/models';
import { storedGrids, storedMasks } from '../support/stored-masks';
import { fillOf, inputOf } from '../support/tensors';
import { fixtureWords, textModelOf } from '../support/text-models';

/** Expects what the masked samples give, and the saliency of each label. */
async function expectSaliency(one: Case, input: Tensor, settings: RISESettings, expected: number[][], scale = 1) {
  const model = new WatchedModel(modelOf(one, input.shape.slice(1)));
  const rise = new RISE(model.call, settings);
  const labels: number[] = one.params.labels ?? [...expected.keys()];
  const explanations = await rise.analyzeOutputs(input, labels, { batchSize: 64 });
  model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  const tolerance = toleranceFor(one, 'saliency', expected.flat());
  for (const [index, explanation] of explanations.entries()) {
    const values = (await explanation.val.data()).map((value) => value * scale);
    expectClose(values, expected[index], tolerance);
    explanation.dispose();
  }
  input.dispose();
}

describe('RISE on images agrees with DIANNA', () => {
  it.each([...casesOf('rise_image', 'rise.image'), ...casesOf('real_models', 'real.rise.image')])(
    '$id',
    async (one) => {
      const input = inputOf(one);
      const [, height, width] = input.shape;
      const { nMasks: masks, pKeep: keepProbability } = one.params;
      const maskSource = storedGrids(one, height as number, width as number);
      for (const [index, expected] of (one.expected.firstMasks ? rowsOf(one.expected.firstMasks) : []).entries()) {
        const mask = new Float32Array(expected.length);
        maskSource({} as never)(index, mask);
        expectClose(mask, expected, one.tolerance.masks);
      }
      await expectSaliency(one, input, { masks, keepProbability, maskSource }, rowsOf(one.expected.saliency));
    },
  );
});

describe('RISE on time series agrees with DIANNA', () => {
  const cases = [...casesOf('rise_timeseries', 'rise.timeseries'), ...casesOf('real_models', 'real.rise.timeseries')];
  it.each(cases)('$id', async (one) => {
    const { nMasks: masks, pKeep: keepProbability, fill } = one.params;
    const settings = { masks, keepProbability, background: fillOf(fill), maskSource: storedMasks(one.random.masks) };
    await expectSaliency(one, inputOf(one), settings, rowsOf(one.expected.saliency));
  });

  it.each(casesOf('real_models', 'real.expert.timeseries'))('with masks of its own: $id', async (one) => {
    const { nMasks: masks, featureRes: featureResolution, pKeep: keepProbability, fill: background } = one.params;
    const input = inputOf(one);
    const rise = new RISE(modelOf(one, []), { masks, featureResolution, keepProbability, background, seed: 1 });
    const explanations = await rise.analyzeOutputs(input, one.params.labels);
    const saliencies = await Promise.all(explanations.map(({ val }) => val.data()));
    for (const [index, expected] of rowsOf(one.expected.peerMean).entries()) {
      expectClose(saliencies[index], expected, one.tolerance.saliency);
    }
    const [summer, winter] = saliencies.map((values) => [...values.keys()].sort((a, b) => values[b] - values[a]));
    expect(summer.slice(0, 2).sort()).toEqual(one.expected.summerTop2);
    expect(winter.slice(-2).sort()).toEqual(one.expected.summerTop2);
    for (const explanation of explanations) explanation.dispose();
    input.dispose();
  });
});

describe('RISE on tables agrees with DIANNA', () => {
  it.each([...casesOf('rise_tabular', 'rise.tabular'), ...casesOf('real_models', 'real.rise.tabular')])(
    '$id',
    async (one) => {
      const { nMasks: masks, pKeep: keepProbability, mode, maskType } = one.params;
      const table = tensor(numbersOf(one.training), one.training.shape);
      const fill = maskType === 'most_frequent' ? 'mostFrequent' : maskType;
      const background = await fillValues(table, fill);
      const filled = one.expected.fillValues;
      if (filled) expectClose(background, filled, one.tolerance.fillValues);
      const settings = { masks, keepProbability, background, maskSource: storedMasks(one.random.masks) };
      const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
      const { saliency } = one.expected;
      // for regressions, DIANNA leaves out the division by masks and keep probability
      if (mode === 'regression') {
        await expectSaliency(one, input, settings, [Array.from(numbersOf(saliency))], masks * keepProbability);
      } else await expectSaliency(one, input, settings, rowsOf(saliency));
      table.dispose();
    },
  );
});

describe('RISE on texts agrees with DIANNA', () => {
  it.each([...casesOf('rise_text', 'rise.text'), ...casesOf('real_models', 'real.rise.text')])('$id', async (one) => {
    const tokenizer = patternTokenizer(fixtureWords, { join: ' ' });
    const tokens = tokenizer.tokenize(one.text);
    if (one.expected.tokens) expect(tokens).toEqual(one.expected.tokens);
    const texts: string[] = [];
    const textModel = textModelOf(one);
    const noted = (given: string[]) => {
      texts.push(...given);
      return textModel(given);
    };
    const model = new WatchedModel(presenceModel(noted, { text: one.text, tokenizer, tokens, hide: 'mask' }, false));
    const { nMasks: masks, pKeep: keepProbability, labels } = one.params;
    const rise = new RISE(model.call, { masks, keepProbability, maskSource: storedMasks(one.random.masks) });
    const input = tensor2d([new Array(tokens.length).fill(1)]);
    const explanations = await rise.analyzeOutputs(input, labels);
    model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
    const sentences = one.expected.firstMaskedSentences ?? [];
    // of a text that nothing hides the spacing survives, which DIANNA joins anew
    const spaced = texts.map((text) => (text === one.text ? tokens.join(' ') : text));
    expect(spaced.slice(1, 1 + sentences.length)).toEqual(sentences);
    for (const [index, explanation] of explanations.entries()) {
      const expected = one.expected.explanation[index].map((entry: [string, number, number]) => entry[2]);
      expectClose(await explanation.val.data(), expected, one.tolerance.saliency);
      explanation.dispose();
    }
    input.dispose();
  });
});

const images = casesOf('dianna_tests', 'dianna.test').filter(({ id }) => id === 'heatmap_rise_filename');

it.each(images)("DIANNA's own test of an image of whole numbers: $id", async (one: Case) => {
  const { nMasks: masks, pKeep: keepProbability, labels } = one.params;
  const image = inputOf({ ...one, params: { axisLabels: ['channels'] } });
  const [, height, width] = image.shape as number[];
  const rise = new RISE(modelOf(one, []), { masks, keepProbability, maskSource: storedGrids(one, height, width) });
  const [explanation] = await rise.analyzeOutputs(image, labels);
  expectClose(await explanation.val.data(), numbersOf(one.expected.heatmap), one.tolerance.heatmap);
  explanation.dispose();
  image.dispose();
});
