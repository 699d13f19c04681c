import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import { type MaskSource, RISE, type RISESettings } from '../../src';
import { gridMask } from '../../src/rise/masks/grid-masks';
import { patternTokenizer } from '../../src/text/pattern-tokenizer';
import { presenceModel } from '../../src/text/text-model';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf, type StoredArray } from '../support/fixtures';
import { tensorModel } from '../support/sequential';
import { inputOf } from '../support/tensors';
import { fixtureWords, textModelOf } from '../support/text-models';

/** The stored masks, in their order. */
function storedMasks(masks: StoredArray): MaskSource {
  const rows = rowsOf(masks);
  return () => (index, mask) => void mask.set(rows[index]);
}

/** Masks from stored grids and offsets; those of the candidates by keep probability. */
function storedGrids({ random, params }: Case, height: number, width: number): MaskSource {
  const write = gridMask(height, width, params.featureRes);
  const [grids, offsets] = [rowsOf(random.grids), rowsOf(random.offsets)];
  const ofCandidates = random.candidateGrids && [rowsOf(random.candidateGrids), rowsOf(random.candidateOffsets)];
  return ({ masks, keepProbability }) => {
    const candidate = Math.round(keepProbability * 10) - 1;
    const isTrial = masks === params.masksPerCandidate;
    return (index, mask) => {
      const rows = isTrial ? ofCandidates : [grids, offsets];
      const cut = (row: number[], width: number, at: number) => row.slice(at * width, (at + 1) * width);
      const cells = params.featureRes ** 2;
      if (isTrial) write(cut(rows[0][candidate], cells, index), cut(rows[1][candidate], 2, index), mask);
      else write(rows[0][index], rows[1][index], mask);
    };
  };
}

async function explained(one: Case, input: Tensor, settings: RISESettings): Promise<Explanation[]> {
  const [, ...shape] = input.shape;
  const rise = new RISE(tensorModel(one.model, shape), settings);
  const labels = one.params.labels ?? [...rowsOf(one.expected.saliency).keys()];
  return rise.analyzeOutputs(input, labels);
}

async function expectSaliency(one: Case, input: Tensor, settings: RISESettings, scale = 1): Promise<void> {
  const explanations = await explained(one, input, settings);
  const expected = rowsOf(one.expected.saliency);
  for (const [index, explanation] of explanations.entries()) {
    const values = (await explanation.val.data()).map((value) => value * scale);
    expectClose(values, expected[index], one.tolerance.saliency);
    if (one.expected.pKeep)
      expectClose(extrasOf(explanation).keepProbability, [one.expected.pKeep], one.tolerance.pKeep);
    explanation.dispose();
  }
  input.dispose();
}

describe('RISE on images agrees with DIANNA', () => {
  const cases = [...casesOf('rise_image', 'rise.image'), ...casesOf('rise_image', 'rise.image.autoPKeep')];
  it.each(cases)('$id', async (one: Case) => {
    const input = inputOf(one);
    const [, height, width] = input.shape;
    const maskSource = storedGrids(one, height, width);
    const { nMasks: masks, pKeep: keepProbability } = one.params;
    if (one.expected.firstMasks) {
      const mask = new Float32Array(height * width);
      rowsOf(one.expected.firstMasks).forEach((expected, index) => {
        maskSource({ masks, keepProbability } as never)(index, mask);
        expectClose(mask, expected, one.tolerance.masks);
      });
    }
    await expectSaliency(one, input, { masks, keepProbability, maskSource });
  });
});

describe('RISE on time series agrees with DIANNA', () => {
  it.each(casesOf('rise_timeseries', 'rise.timeseries'))('$id', async (one: Case) => {
    const { nMasks: masks, pKeep: keepProbability, fill } = one.params;
    const background = fill === 'mean' ? undefined : fill;
    await expectSaliency(one, inputOf(one), {
      masks,
      keepProbability,
      background,
      maskSource: storedMasks(one.random.masks),
    });
  });
});

describe('RISE on tables agrees with DIANNA', () => {
  it.each(casesOf('rise_tabular', 'rise.tabular'))('$id', async (one: Case) => {
    const { nMasks: masks, pKeep: keepProbability, mode } = one.params;
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const background = one.expected.fillValues;
    const settings = { masks, keepProbability, background, maskSource: storedMasks(one.random.masks) };
    // for regressions, DIANNA leaves out the division by masks and keep probability
    if (mode !== 'regression') return expectSaliency(one, input, settings);
    const saliency = { ...one.expected.saliency, shape: [1, ...one.expected.saliency.shape] };
    const regression = { ...one, params: { ...one.params, labels: [0] }, expected: { saliency } };
    return expectSaliency(regression, input, settings, masks * keepProbability);
  });
});

describe('RISE on texts agrees with DIANNA', () => {
  const cases = [...casesOf('rise_text', 'rise.text'), ...casesOf('rise_text', 'rise.text.autoPKeep')];
  it.each(cases)('$id', async (one: Case) => {
    const tokenizer = patternTokenizer(fixtureWords, { join: ' ' });
    const tokens = tokenizer.tokenize(one.text);
    const model = presenceModel(textModelOf(one), { text: one.text, tokenizer, tokens, hide: 'mask' }, false);
    const { nMasks: masks, pKeep, labels } = one.params;
    const keepProbability = pKeep ?? one.expected.pKeep;
    const rise = new RISE(model, { masks, keepProbability, maskSource: storedMasks(one.random.masks) });
    const input = tensor2d([new Array(tokens.length).fill(1)]);
    const explanations = await rise.analyzeOutputs(input, labels);
    for (const [index, explanation] of explanations.entries()) {
      const expected = one.expected.explanation[index].map((entry: [string, number, number]) => entry[2]);
      expectClose(await explanation.val.data(), expected, one.tolerance.saliency);
      explanation.dispose();
    }
    input.dispose();
  });
});
