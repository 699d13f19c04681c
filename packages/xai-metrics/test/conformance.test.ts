import path from 'node:path';
import { softmax, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { Gradient, InputTimesGradient } from 'explainable-ai';
import { type Analyzer, TensorBag } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { expectWithin, loadModel } from '../../../tooling/jest/conformance';
import * as metrics from '../src/index';
import { fixtures, type MetricCase, readFixture } from './support/fixtures';

type Said = Record<string, ArrayLike<number>>;
type Params = MetricCase['params'];

/** How each metric of the fixtures is made here, and where it says what they expect. */
// biome-ignore lint/suspicious/noExplicitAny: each metric has a measurement of its own
const made: Record<string, (params: Params) => [metrics.Metric, (measurement: any) => Said]> = {
  PixelFlipping: ({ baseline, featuresInStep, order }) => [
    new metrics.PixelFlipping({ baseline, featuresInStep, order }),
    ({ curves, scores, aopc }) => ({
      curve: flat(curves),
      curveAfterStep0: flat(curves.map((curve: Float64Array) => curve.subarray(1))),
      auc: scores,
      aopc,
      quantusAuc: curves.map(unitSteps),
    }),
  ],
  Deletion: ({ baseline, pixelsInStep }) => [new metrics.Deletion({ baseline, pixelsInStep }), curveAndArea],
  Insertion: ({ baseline, pixelsInStep }) => [new metrics.Insertion({ baseline, pixelsInStep }), curveAndArea],
  FaithfulnessCorrelation: ({ baseline }) => [new metrics.FaithfulnessCorrelation({ baseline }), scoresOnly],
  SensitivityN: ({ baseline }) => [new metrics.SensitivityN({ baseline }), ({ bySize }) => ({ scores: flat(bySize) })],
  Infidelity: ({ normalize }) => [new metrics.Infidelity({ normalize }), scoresOnly],
  MaxSensitivity: () => [new metrics.MaxSensitivity(), scoresOnly],
  AvgSensitivity: () => [new metrics.AvgSensitivity(), scoresOnly],
  PointingGame: () => [new metrics.PointingGame(), scoresOnly],
  AttributionLocalisation: ({ weighted }) => [new metrics.AttributionLocalisation({ weighted }), scoresOnly],
  TopKIntersection: ({ k }) => [new metrics.TopKIntersection({ k }), scoresOnly],
  RelevanceRankAccuracy: () => [new metrics.RelevanceRankAccuracy(), scoresOnly],
  RelevanceMassAccuracy: () => [new metrics.RelevanceMassAccuracy(), scoresOnly],
  Sparseness: () => [new metrics.Sparseness(), scoresOnly],
  Complexity: () => [new metrics.Complexity(), scoresOnly],
  EffectiveComplexity: ({ eps }) => [new metrics.EffectiveComplexity({ eps }), scoresOnly],
  Completeness: ({ baseline }) => [
    new metrics.Completeness({ baseline }),
    ({ errors, relative }) => ({ error: errors, relative }),
  ],
};

const explainers: Record<string, new (model: LayersModel) => Analyzer> = { Gradient, InputTimesGradient };

describeBackends('metrics', () => {
  describe.each(['digits', 'shapes', 'table', 'series'])('%s', (name) => {
    const fixture = readFixture(name);
    let layers: LayersModel;

    beforeAll(async () => {
      layers = await loadModel(path.join(fixtures, name));
    });
    afterAll(() => layers.dispose());

    test.each(fixture.cases)('$id', async (one) => {
      const bag = new TensorBag();
      try {
        const { output, target, params, attribution, explain } = one;
        const model = (x: Tensor) =>
          tidy(() => (output === 'softmax' ? softmax(layers.predict(x) as Tensor) : (layers.predict(x) as Tensor)));
        const restored = (stored: Parameters<typeof fixture.restore>[0] | undefined) =>
          stored && bag.add(fixture.restore(stored));
        const noise = restored(params.noise ?? noiseOfOther(fixture.cases, params.noiseOf));
        const task = {
          model,
          target,
          input: bag.add(fixture.restore(fixture.input)),
          attribution: attribution === undefined ? undefined : restored(fixture.attributions[attribution]),
          analyzer: explain === undefined ? undefined : new explainers[explain](layers),
          masks: restored(params.masks),
          subsets: Array.isArray(params.subsets) ? params.subsets.map(restored) : restored(params.subsets),
          noise: noise ? bag.add(samplesFirst(noise)) : restored(params.perturbations),
        };
        const [metric, read] = made[one.metric](params);
        const said = read(await metric.evaluate(task));
        const { gini, ...expected } = one.expected;
        for (const [key, values] of Object.entries(expected)) expectWithin(said[key], fixture.values(values), one);
        if (gini) {
          expectWithin((await new metrics.Sparseness().evaluate(task)).scores, fixture.values(gini), one);
        }
      } finally {
        bag.dispose();
      }
    });
  });
});

function noiseOfOther(cases: readonly MetricCase[], id: string | undefined) {
  return cases.find((one) => one.id === id)?.params.noise;
}

function samplesFirst(noise: Tensor): Tensor {
  const [, , ...sample] = noise.shape;
  return transpose(noise, [1, 0, ...sample.map((_, axis) => axis + 2)]);
}

function scoresOnly({ scores }: metrics.Measurement): Said {
  return { scores };
}

function curveAndArea({ curves, scores }: metrics.CurveMeasurement): Said {
  return { curve: flat(curves), auc: scores };
}

function flat(rows: readonly Float64Array[]): number[] {
  return rows.flatMap((row) => Array.from(row));
}

/** The area that Quantus gives: without the first point, by unit steps. */
function unitSteps(curve: Float64Array): number {
  return curve.subarray(2).reduce((sum, value, k) => sum + (value + curve[k + 1]) / 2, 0);
}
