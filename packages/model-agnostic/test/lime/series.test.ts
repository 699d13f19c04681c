import '@tensorflow/tfjs-backend-cpu';
import { LIME, type NeighborSource, TimeSegments } from '../../src';
import { samplesOf } from '../../src/evaluation/sample-of';
import { turnsOf } from '../../src/evaluation/turn';
import { distancesOf } from '../../src/lime/neighbor-weights';
import { fitSettings } from '../support/expect-surrogate';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { modelOf, WatchedModel } from '../support/models';
import { storedNeighbors } from '../support/stored-masks';
import { fillOf, inputOf } from '../support/tensors';

/** DIANNA fits on the values of the masked series, not on what is hidden. */
function onValues(masked: NeighborSource): NeighborSource {
  return async (...task) => {
    const neighbors = await masked(...task);
    const values = new Float32Array(neighbors.data.length);
    for (let row = 0; row < neighbors.count; row++) {
      neighbors.write(row, values.subarray(row * neighbors.features, (row + 1) * neighbors.features));
    }
    return { ...neighbors, data: Float64Array.from(values) };
  };
}

const cases = [...casesOf('lime_timeseries', 'lime.timeseries'), ...casesOf('real_models', 'real.lime.timeseries')];

it.each(cases)('LIME on time series agrees with DIANNA: $id', async (one: Case) => {
  const { labels, distance, fill } = one.params;
  const input = inputOf(one);
  const [, time, channels] = input.shape;
  const perturbation = new TimeSegments({ segments: time, channels: 'apart', background: fillOf(fill) });
  const neighborSource = onValues(storedNeighbors(perturbation, one.random.masks));
  const scale = distance === 'cosine' ? 100 : 1;
  const distances = numbersOf(one.expected.distances);
  // its dynamic time warping is an approximation, so its distances are given
  const measure = distance === 'dtw' ? () => distances[row++] : distance;
  let row = 0;
  const settings = { ...fitSettings(one, scale), neighborSource, distance: measure, distanceOn: 'inputs' as const };
  const model = new WatchedModel(modelOf(one, [time as number, channels as number]));
  const explanations = await new LIME(model.call, settings).analyzeOutputs(input, labels);
  model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  const expected = rowsOf(one.expected.saliency);
  for (const [index, explanation] of explanations.entries()) {
    expectClose(await explanation.val.data(), expected[index], toleranceFor(one, 'saliency', expected[index]));
    const score = one.expected.scores?.[labels[index]];
    if (score !== undefined) expectClose(extrasOf(explanation).score, [score], 1e-3);
    explanation.dispose();
  }
  const [sample] = await samplesOf(input);
  const own = await distancesOf(await neighborSource(sample, 0, {} as never), sample, distance, 'inputs', turnsOf());
  // an approximation that is never below the exact distance
  if (distance === 'dtw') for (const [row, value] of own.entries()) expect(value).toBeLessThan(distances[row] + 1e-3);
  else
    expectClose(
      own.map((value) => value * scale),
      distances,
      toleranceFor(one, 'distances', distances),
    );
  input.dispose();
});
