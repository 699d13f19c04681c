import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type Discretizer, LIME, type NeighborSource } from '../../src';
import { samplesOf } from '../../src/evaluation/sample-of';
import { turnsOf } from '../../src/evaluation/turn';
import { distancesOf } from '../../src/lime/neighbor-weights';
import { tableNeighbors } from '../../src/lime/neighbors/table-neighbors';
import { type ColumnStatistics, columnStatistics, trainingColumns } from '../../src/lime/neighbors/table-statistics';
import { expectExplanation, fitSettings } from '../support/expect-surrogate';
import { type Case, casesOf, expectClose, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { modelOf, WatchedModel } from '../support/models';

const turn = turnsOf();

function trainingOf({ training }: Case): Tensor {
  return tensor(numbersOf(training), training.shape);
}

function inputOf({ input }: Case): Tensor {
  return tensor(numbersOf(input), [1, ...input.shape]);
}

function expectStatistics(one: Case, columns: readonly ColumnStatistics[]): void {
  const { discretizer, scalerMean, scalerScale, featureValues, featureFrequencies } = one.expected;
  for (const [column, { borders, means, stds, mins, maxs }] of Object.entries<Case>(discretizer ?? {})) {
    const { borders: own = [], bins = [] } = columns[Number(column)];
    const all = [own, ...(['mean', 'deviation', 'low', 'high'] as const).map((name) => bins.map((bin) => bin[name]))];
    const expected = [borders, means, stds, mins, maxs];
    for (const [index, values] of all.entries()) expectClose(values, expected[index], one.tolerance.discretizer);
  }
  const scaler = columns.map(({ mean, deviation }) => [mean, deviation]);
  expectClose(
    scaler.flat(),
    scalerMean.flatMap((mean: number, index: number) => [mean, scalerScale[index]]),
    one.tolerance.scaler,
  );
  for (const [column, { values, shares }] of columns.entries()) {
    if (!values || !shares) continue;
    expectClose(values, featureValues[column], 0);
    expectClose(shares, featureFrequencies[column], 1e-12);
  }
}

it.each(casesOf('lime_tabular', 'lime.tabular'))('LIME on tables agrees with lime: $id', async (one: Case) => {
  const { categoricalFeatures: categorical, featureNames, distanceMetric: distance, labels } = one.params;
  const trainingData = trainingOf(one);
  const discretizer: Discretizer = one.params.discretizer ?? 'none';
  const { trainingLabels = undefined } = one;
  const table = { trainingData, trainingLabels, categorical, discretizer, featureNames };
  const columns = await columnStatistics(table, await trainingColumns(table, one.input.shape[0]), turn);
  expectStatistics(one, columns);
  const values = Float64Array.from(numbersOf(one.random.sampledValues));
  const drawn = Float64Array.from(one.random.sampledBins ? numbersOf(one.random.sampledBins) : values);
  const neighborSource: NeighborSource = async (sample) => {
    const neighbors = tableNeighbors(sample, columns, values.slice(), drawn.slice());
    expectClose(neighbors.data, numbersOf(one.expected.neighbourhoodData), one.tolerance.neighbourhoodData);
    expect(neighbors.names).toEqual(expect.arrayContaining(one.expected.featureLabels));
    const distances = await distancesOf(neighbors, sample, distance, 'features', turn);
    expectClose(distances, numbersOf(one.expected.distances), one.tolerance.distances);
    return neighbors;
  };
  const model = new WatchedModel(modelOf(one, one.input.shape));
  const lime = new LIME(model.call, { ...fitSettings(one), neighborSource, distance });
  const input = inputOf(one);
  const explanations = await lime.analyzeOutputs(input, labels);
  model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  for (const [index, explanation] of explanations.entries()) {
    expectExplanation(explanation, one.expected.explanations[labels[index]], one);
    explanation.dispose();
  }
  input.dispose();
  trainingData.dispose();
});

const wrapped = [...casesOf('lime_tabular', 'lime.tabular.dianna'), ...casesOf('real_models', 'real.lime.tabular')];

it.each(wrapped)('LIME on tables agrees with DIANNA: $id', async (one: Case) => {
  const trainingData = trainingOf(one);
  const columns = await columnStatistics(
    { trainingData },
    await trainingColumns({ trainingData }, one.input.shape[0]),
    turn,
  );
  const values = Float64Array.from(numbersOf(one.random.sampledValues));
  const bins = values.map((value, at) => {
    const borders = columns[at % columns.length].borders ?? [];
    return borders.filter((border) => border < value).length;
  });
  const data = Float64Array.from(numbersOf(one.random.neighbourhoodData));
  const neighborSource: NeighborSource = async (sample) => ({
    ...tableNeighbors(sample, columns, values.slice(), bins.slice()),
    data,
  });
  const input = inputOf(one);
  const model = new WatchedModel(modelOf(one, one.input.shape));
  const lime = new LIME(model.call, { ...fitSettings(one), neighborSource, distance: 'euclidean' });
  const { explanation: expected, predictions, distances } = one.expected;
  const rows = expected.shape.length === 1 ? [Array.from(numbersOf(expected))] : rowsOf(expected);
  const explanations = await lime.analyzeOutputs(input, [...rows.keys()]);
  if (predictions) model.expectPredictions(one, 1, rowsOf(predictions));
  for (const [index, explanation] of explanations.entries()) {
    expectClose(await explanation.val.data(), rows[index], toleranceFor(one, 'explanation', rows.flat()));
    explanation.dispose();
  }
  const [sample] = await samplesOf(input);
  const own = await distancesOf(await neighborSource(sample, 0, {} as never), sample, 'euclidean', 'features', turn);
  expectClose(own, numbersOf(distances), one.tolerance.distances ?? 1e-4);
  input.dispose();
  trainingData.dispose();
});
