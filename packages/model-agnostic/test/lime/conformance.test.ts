import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import { Columns, LIME, type LIMESettings, type NeighborSource, Superpixels, TimeSegments } from '../../src';
import { maskedNeighbors } from '../../src/lime/neighbors/masked-neighbors';
import { tableNeighbors } from '../../src/lime/neighbors/table-neighbors';
import { type ColumnStatistics, tableStatistics } from '../../src/lime/neighbors/table-statistics';
import type { Perturbation } from '../../src/perturbation/features';
import { patternTokenizer } from '../../src/text/pattern-tokenizer';
import { presenceModel } from '../../src/text/text-model';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf, type StoredArray } from '../support/fixtures';
import { tensorModel } from '../support/sequential';
import { expectSurrogate, selectionNames } from '../support/surrogates';
import { inputOf } from '../support/tensors';
import { fixtureWords, splitTokenizer, textModelOf } from '../support/text-models';

/** Neighbours by stored masks. */
function stored(perturbation: Perturbation, masks: StoredArray): NeighborSource {
  return async (sample) =>
    maskedNeighbors(sample, await perturbation.features(sample), Float64Array.from(numbersOf(masks)));
}

function settingsOf({ params }: Case): LIMESettings {
  const { kernelWidth, featureSelection = 'auto', numFeatures } = params;
  return { kernelWidth, numFeatures, featureSelection: selectionNames[featureSelection] };
}

function expectExplanation(explanation: Explanation, expected: Case, tolerance: Case): void {
  const { featureValues, intercept, score, localPrediction } = extrasOf(explanation);
  const surrogate = {
    coefficients: featureValues[0],
    intercept: intercept[0],
    score: score[0],
    localPrediction: localPrediction[0],
  };
  expectSurrogate(surrogate, expected, tolerance);
}

describe('LIME on images agrees with lime', () => {
  const cases = [...casesOf('lime_image', 'lime.image'), ...casesOf('lime_image', 'lime.image.dianna')];
  it.each(cases)('$id', async (one: Case) => {
    const input = inputOf(one);
    const [, ...shape] = input.shape;
    const hide = one.params.hideColor ?? 'segment mean';
    const perturbation = new Superpixels({ segmenter: () => numbersOf(one.segmentation), hide });
    const neighborSource = stored(perturbation, one.random.masks);
    const lime = new LIME(tensorModel(one.model, shape), { ...settingsOf(one), neighborSource });
    const labels = Object.keys(one.expected.explanations).map(Number);
    const explanations = await lime.analyzeOutputs(input, labels);
    for (const [index, explanation] of explanations.entries()) {
      expectExplanation(explanation, one.expected.explanations[labels[index]], one.tolerance);
      if (one.expected.values) {
        const row = one.params.labels.indexOf(labels[index]);
        expectClose(await explanation.val.data(), rowsOf(one.expected.values)[row], one.tolerance.values);
      }
      explanation.dispose();
    }
    input.dispose();
  });
});

describe('LIME on texts agrees with lime', () => {
  it.each(casesOf('lime_text', 'lime.text'))('$id', async (one: Case) => {
    const { bow, charLevel, split, maskString, labels } = one.params;
    const maskToken = maskString ?? (charLevel ? '\u0000' : 'UNKWORDZ');
    const byPattern = (pattern: RegExp) => patternTokenizer(pattern, { maskToken });
    const isPattern = !charLevel && split !== 'tokenizer';
    const tokenizer = isPattern ? splitTokenizer(split, maskToken) : byPattern(charLevel ? /./gu : fixtureWords);
    const tokens = tokenizer.tokenize(one.text);
    const words = bow ? [...new Set(tokens)] : tokens;
    expect(words).toEqual(one.expected.words);
    const groups = words.map((word, index) => (bow ? [...tokens.keys()].filter((at) => tokens[at] === word) : [index]));
    const seen: string[] = [];
    const model = textModelOf(one);
    const variants = { text: one.text, tokenizer, tokens, hide: bow ? ('drop' as const) : ('mask' as const) };
    const watched = (texts: string[]) => {
      seen.push(...texts);
      return model(texts);
    };
    const neighborSource = stored(new Columns({ groups }), one.random.masks);
    const lime = new LIME(presenceModel(watched, variants, false), {
      ...settingsOf(one),
      kernelWidth: one.params.kernelWidth / 100,
      neighborSource,
    });
    const input = tensor2d([new Array(tokens.length).fill(1)]);
    const explanations = await lime.analyzeOutputs(input, labels);
    expect(seen.slice(1, 21)).toEqual(one.expected.perturbedTexts);
    for (const [index, explanation] of explanations.entries()) {
      expectExplanation(explanation, one.expected.explanations[labels[index]], one.tolerance);
      explanation.dispose();
    }
    input.dispose();
  });

  it.each(casesOf('lime_text', 'lime.text.dianna'))('$id', async (one: Case) => {
    const tokenizer = patternTokenizer(fixtureWords);
    const tokens = tokenizer.tokenize(one.text);
    const model = presenceModel(textModelOf(one), { text: one.text, tokenizer, tokens, hide: 'mask' }, false);
    const neighborSource = stored(new Columns(), one.random.masks);
    const lime = new LIME(model, { ...settingsOf(one), kernelWidth: one.params.kernelWidth / 100, neighborSource });
    const input = tensor2d([new Array(tokens.length).fill(1)]);
    const explanations = await lime.analyzeOutputs(input, one.params.labels);
    for (const [index, explanation] of explanations.entries()) {
      const values = new Array<number>(tokens.length).fill(0);
      for (const [word, at, value] of one.expected.explanation[index]) {
        expect(word).toBe(tokens[at]);
        values[at] = value;
      }
      expectClose(await explanation.val.data(), values, one.tolerance.coefficients);
      explanation.dispose();
    }
    input.dispose();
  });
});

describe('LIME on time series agrees with DIANNA', () => {
  it.each(casesOf('lime_timeseries', 'lime.timeseries'))('$id', async (one: Case) => {
    const { labels, distance, fill, kernelWidth } = one.params;
    const input = inputOf(one);
    const [, ...shape] = input.shape;
    const background = fill === 'mean' ? 'mean' : fill;
    const perturbation = new TimeSegments({ segments: shape[0], channels: 'apart', background });
    const masked = stored(perturbation, one.random.masks);
    // DIANNA fits on the values of the masked series, and measures between them
    const neighborSource: NeighborSource = async (...task) => {
      const neighbors = await masked(...task);
      const values = new Float32Array(neighbors.data.length);
      for (let row = 0; row < neighbors.count; row++) {
        neighbors.write(row, values.subarray(row * neighbors.features, (row + 1) * neighbors.features));
      }
      return { ...neighbors, data: Float64Array.from(values) };
    };
    const width = distance === 'cosine' ? kernelWidth / 100 : kernelWidth;
    const lime = new LIME(tensorModel(one.model, shape), {
      ...settingsOf(one),
      neighborSource,
      distance,
      distanceOn: 'inputs',
      kernelWidth: width,
    });
    const explanations = await lime.analyzeOutputs(input, labels);
    const expected = rowsOf(one.expected.saliency);
    for (const [index, explanation] of explanations.entries()) {
      expectClose(await explanation.val.data(), expected[index], one.tolerance.saliency);
      explanation.dispose();
    }
    input.dispose();
  });
});

describe('LIME on tables agrees with lime', () => {
  function trainingOf(one: Case): Tensor {
    return tensor(numbersOf(one.training), one.training.shape);
  }

  function bordersOf(one: Case): Record<number, number[]> {
    const entries = Object.entries(one.expected.discretizer as Record<string, Case>);
    return Object.fromEntries(entries.map(([column, { borders }]) => [column, borders]));
  }

  function expectStatistics(one: Case, columns: readonly ColumnStatistics[]): void {
    const { discretizer, scalerMean, scalerScale, featureValues, featureFrequencies } = one.expected;
    for (const [column, { borders, means, stds, mins, maxs }] of Object.entries<Case>(discretizer ?? {})) {
      const { borders: own = [], bins = [] } = columns[Number(column)];
      expectClose(own, borders, one.tolerance.discretizer);
      expectClose(
        bins.map(({ mean }) => mean),
        means,
        one.tolerance.discretizer,
      );
      expectClose(
        bins.map(({ deviation }) => deviation),
        stds,
        one.tolerance.discretizer,
      );
      expectClose(
        bins.map(({ low }) => low),
        mins,
        one.tolerance.discretizer,
      );
      expectClose(
        bins.map(({ high }) => high),
        maxs,
        one.tolerance.discretizer,
      );
    }
    expectClose(
      columns.map(({ mean }) => mean),
      scalerMean,
      one.tolerance.scaler,
    );
    expectClose(
      columns.map(({ deviation }) => deviation),
      scalerScale,
      one.tolerance.scaler,
    );
    for (const [column, { values, shares }] of columns.entries()) {
      if (!values || !shares) continue;
      expectClose(values, featureValues[column], 0);
      expectClose(shares, featureFrequencies[column], 1e-12);
    }
  }

  it.each(casesOf('lime_tabular', 'lime.tabular'))('$id', async (one: Case) => {
    const { discretizer, categoricalFeatures: categorical, featureNames, distanceMetric, labels } = one.params;
    const trainingData = trainingOf(one);
    const own = discretizer === 'entropy' ? bordersOf(one) : (discretizer ?? 'none');
    const table = { trainingData, categorical, discretizer: own, featureNames };
    const columns = await tableStatistics(table, one.input.shape[0]);
    expectStatistics(one, columns);
    const values = Float64Array.from(numbersOf(one.random.sampledValues));
    const drawn = Float64Array.from(one.random.sampledBins ? numbersOf(one.random.sampledBins) : values);
    const neighborSource: NeighborSource = async (sample) => {
      const neighbors = tableNeighbors(sample, columns, values.slice(), drawn.slice());
      expectClose(neighbors.data, numbersOf(one.expected.neighbourhoodData), one.tolerance.neighbourhoodData);
      expect(neighbors.names).toEqual(expect.arrayContaining(one.expected.featureLabels));
      return neighbors;
    };
    const model = tensorModel(one.model, one.input.shape);
    const lime = new LIME(model, { ...settingsOf(one), neighborSource, distance: distanceMetric });
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const explanations = await lime.analyzeOutputs(input, labels);
    for (const [index, explanation] of explanations.entries()) {
      expectExplanation(explanation, one.expected.explanations[labels[index]], one.tolerance);
      explanation.dispose();
    }
    input.dispose();
    trainingData.dispose();
  });

  it.each(casesOf('lime_tabular', 'lime.tabular.dianna'))('$id', async (one: Case) => {
    const trainingData = trainingOf(one);
    const columns = await tableStatistics({ trainingData }, one.input.shape[0]);
    const values = Float64Array.from(numbersOf(one.random.sampledValues));
    const bins = values.map((value, at) => {
      const borders = columns[at % columns.length].borders ?? [];
      return borders.filter((border) => border < value).length;
    });
    const same = numbersOf(one.random.neighbourhoodData);
    const neighborSource: NeighborSource = async (sample) => {
      const neighbors = tableNeighbors(sample, columns, values.slice(), bins.slice());
      return { ...neighbors, data: Float64Array.from(same) };
    };
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const model = tensorModel(one.model, one.input.shape);
    const lime = new LIME(model, { ...settingsOf(one), neighborSource, distance: 'euclidean' });
    const { explanation: expected } = one.expected;
    const rows = expected.shape.length === 1 ? [Array.from(numbersOf(expected))] : rowsOf(expected);
    const explanations = await lime.analyzeOutputs(input, [...rows.keys()]);
    for (const [index, explanation] of explanations.entries()) {
      expectClose(await explanation.val.data(), rows[index], one.tolerance.explanation);
      explanation.dispose();
    }
    input.dispose();
    trainingData.dispose();
  });
});
