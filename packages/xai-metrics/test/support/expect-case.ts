import { reshape, softmax, type Tensor, tidy, tile, transpose } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { Gradient, InputTimesGradient } from 'explainable-ai';
import { type Analyzer, type Executor, impute, type Model, TensorBag } from 'xai-base';
import { expectWithin } from '../../../../tooling/jest/conformance';
import * as metrics from '../../src/index';
import { ranking } from '../../src/numbers/ranking';
import type { MetricCase, readFixture } from './fixtures';

interface StoredLayer {
  readonly layer: string;
  readonly weights: Parameters<ReturnType<typeof readFixture>['restore']>[0][];
}

type Said = Record<string, ArrayLike<number>>;
type Params = MetricCase['params'];

/** Metrics of which the fixtures store the scores alone, with the parameters that are their settings. */
// biome-ignore lint/suspicious/noExplicitAny: each metric has settings of its own
const scored: Record<string, readonly [new (settings: any) => metrics.Metric, ...string[]]> = {
  FaithfulnessCorrelation: [metrics.FaithfulnessCorrelation, 'baseline'],
  Infidelity: [metrics.Infidelity, 'normalize'],
  MuFidelity: [metrics.MuFidelity, 'baseline'],
  MaxSensitivity: [metrics.MaxSensitivity],
  AvgSensitivity: [metrics.AvgSensitivity],
  LocalLipschitz: [metrics.LocalLipschitz],
  RelativeInputStability: [metrics.RelativeInputStability],
  RelativeOutputStability: [metrics.RelativeOutputStability],
  PointingGame: [metrics.PointingGame],
  AttributionLocalisation: [metrics.AttributionLocalisation, 'weighted'],
  TopKIntersection: [metrics.TopKIntersection, 'k'],
  RelevanceRankAccuracy: [metrics.RelevanceRankAccuracy],
  RelevanceMassAccuracy: [metrics.RelevanceMassAccuracy],
  LocalisationAUC: [metrics.LocalisationAUC],
  Focus: [metrics.Focus],
  Sparseness: [metrics.Sparseness],
  Complexity: [metrics.Complexity],
  EffectiveComplexity: [metrics.EffectiveComplexity, 'eps'],
};

/** How each other metric of the fixtures is made here, and where it says what they expect. */
// biome-ignore lint/suspicious/noExplicitAny: each metric has a measurement of its own
const made: Record<string, (params: Params) => [metrics.Metric, (measurement: any) => Said]> = {
  PixelFlipping: ({ baseline, featuresInStep, order }) => [
    new metrics.PixelFlipping({ baseline, featuresInStep, order }),
    ({ curves, scores, aopc }) => ({
      curve: flat(curves),
      curveAfterStep0: afterFirst(curves),
      auc: scores,
      aopc,
      quantusAuc: curves.map(unitSteps),
    }),
  ],
  Deletion: ({ baseline, pixelsInStep }) => [new metrics.Deletion({ baseline, pixelsInStep }), curveAndArea],
  Insertion: ({ baseline, pixelsInStep }) => [new metrics.Insertion({ baseline, pixelsInStep }), curveAndArea],
  RegionPerturbation: ({ baseline, patchSize, order }) => [
    new metrics.RegionPerturbation({ baseline, patchSize, order }),
    ({ curves, scores }) => ({
      drops: flat(curves.map((curve: Float64Array) => curve.subarray(1).map((value) => curve[0] - value))),
      aopc: scores,
    }),
  ],
  Selectivity: ({ baseline, patchSize }) => [
    new metrics.Selectivity({ baseline, patchSize }),
    ({ curves, scores }) => ({ curveAfterStep0: afterFirst(curves), auc: scores }),
  ],
  IROF: ({ baseline }) => [
    new metrics.IROF({ baseline }),
    ({ ratios, scores }) => ({
      ratios: flat(ratios),
      aoc: scores,
    }),
  ],
  FaithfulnessEstimate: ({ baseline, featuresInStep }) => [
    new metrics.FaithfulnessEstimate({ baseline, featuresInStep }),
    scoresOnly,
  ],
  Monotonicity: ({ baseline, featuresInStep, tolerance }) => [
    new metrics.Monotonicity({ baseline, featuresInStep, tolerance }),
    ({ scores, share, curves }) => ({ scores, share, curve: flat(curves) }),
  ],
  MonotonicityCorrelation: ({ featuresInStep, eps }) => [
    new metrics.MonotonicityCorrelation({ featuresInStep, eps }),
    ({ scores, changes }) => ({ scores, changes: changes.map((of: Float64Array) => Math.min(...of)) }),
  ],
  SensitivityN: ({ baseline }) => [new metrics.SensitivityN({ baseline }), ({ bySize }) => ({ scores: flat(bySize) })],
  ROAD: ({ percentages, noiseLevel }) => [
    new metrics.ROAD({ percentages, noiseLevel }),
    ({ outputs, correct }) => ({ probabilities: flat(outputs), correct: flat(correct) }),
  ],
  AverageDrop: () => [new metrics.AverageDrop(), ({ scores, increase, gain }) => ({ drop: scores, increase, gain })],
  Sufficiency: ({ threshold }) => [
    new metrics.Sufficiency({ threshold }),
    ({ scores }) => ({ scores: scores.map((score: number) => (Number.isNaN(score) ? 0 : score)) }), // as the fixtures have it
  ],
  PredictionGap: ({ k }) => [new metrics.PredictionGapImportant({ k }), ({ scores }) => ({ gapImportant: scores })],
  PredictionGapUnimportant: ({ k }) => [
    new metrics.PredictionGapUnimportant({ k }),
    ({ scores }) => ({ gapUnimportant: scores }),
  ],
  MPRT: ({ order, weights }) => [
    new metrics.MPRT({ order: order === 'independent' ? 'independent' : 'top-down', weights }),
    ({ similarities }) => similarity(similarities.flat()),
  ],
  SmoothMPRT: ({ samples, noiseMagnitude, weights }) => [
    new metrics.SmoothMPRT({ samples, noiseMagnitude, weights }),
    ({ spearmanAbs }) => ({ spearmanAbs: flat(spearmanAbs) }),
  ],
  EfficientMPRT: ({ bins, weights }) => [
    new metrics.EfficientMPRT({ bins, weights }),
    ({ scores, trained, random }) => ({ scores, trained, random }),
  ],
  RandomLogit: () => [new metrics.RandomLogit(), ({ similarities }) => similarity(similarities)],
  Completeness: ({ baseline }) => [
    new metrics.Completeness({ baseline }),
    ({ errors, relative }) => ({ error: errors, relative }),
  ],
  NonSensitivity: ({ baseline, eps }) => [
    new metrics.NonSensitivity({ baseline, eps }),
    ({ scores, zeroAttribution, noEffect }) => ({ scores, zeroAttribution, noEffect }),
  ],
  InputInvariance: ({ shift }) => [new metrics.InputInvariance({ shift }), ({ scores }) => ({ Gradient: scores })],
  InputInvarianceOfProduct: ({ shift }) => [
    new metrics.InputInvariance({ shift }),
    ({ scores, deviation }) => ({ InputTimesGradient: scores, deviation }),
  ],
  Agreement: ({ k }) => [
    new metrics.Agreement({ k }),
    ({ scores, ...more }) => ({ featureAgreement: scores, ...more }),
  ],
};

/** The metric of a name with the settings of a case, and where it says what the fixtures hold. */
function metricOf(name: string, params: Params): ReturnType<(typeof made)[string]> {
  if (scored[name] === undefined) return made[name](params);
  const [Scored, ...settings] = scored[name];
  return [new Scored(Object.fromEntries(settings.map((setting) => [setting, params[setting]]))), scoresOnly];
}

/** Cases that hold what several metrics, or methods, say. */
const further: Record<string, string> = {
  PredictionGap: 'PredictionGapUnimportant',
  InputInvariance: 'InputInvarianceOfProduct',
};

const explainers: Record<string, new (model: LayersModel) => Analyzer> = { Gradient, InputTimesGradient };

/** Whether the metric of a case asks a model, or a method that does; others judge what is there already. */
export function asksModel({ metric, params }: MetricCase): boolean {
  const [{ category }] = metricOf(metric, params);
  return !['localisation', 'complexity', 'truth'].includes(category);
}

type Fixture = ReturnType<typeof readFixture>;

/** The outputs that a case counts, of the stored model. */
export function outputsOf(layers: LayersModel): Record<MetricCase['output'], (x: Tensor) => Tensor> {
  const logits = (x: Tensor) => layers.predict(x) as Tensor;
  return { logits, softmax: (x) => tidy(() => softmax(logits(x))) };
}

/** Expects that a metric says of a case what is stored, at the case's own tolerance. */
export async function expectCase(
  one: MetricCase,
  fixture: Fixture,
  layers: LayersModel,
  outputs: ReturnType<typeof outputsOf>,
  executor?: Executor,
): Promise<void> {
  const bag = new TensorBag();
  try {
    const { output, target, params, attribution, explain } = one;
    const options = executor && { executor };
    const restored = (stored: Parameters<typeof fixture.restore>[0] | undefined) =>
      stored && bag.add(fixture.restore(stored));
    const noise = restored(params.noise ?? noiseOfOther(fixture.cases, params.noiseOf));
    const isOfWeights = /MPRT|InputInvariance/.test(one.metric);
    const task = {
      model: isOfWeights ? layers : outputs[output],
      target,
      analyzer: new explainers[explain ?? 'Gradient'](layers),
      otherTarget: params.other,
      input: bag.add(fixture.restore(fixture.input)),
      attribution: attribution === undefined ? undefined : restored(fixture.attributions[attribution]),
      masks: params.quadrants
        ? bag.add(mosaicMasks(restored(params.quadrants)!, fixture.input.shape))
        : one.metric === 'MuFidelity'
          ? undefined
          : restored(params.masks),
      coalitions: one.metric === 'MuFidelity' ? restored(params.masks) : undefined,
      subsets: Array.isArray(params.subsets) ? params.subsets.map(restored) : restored(params.subsets),
      noise: noise ? bag.add(samplesFirst(noise, one.metric)) : restored(params.perturbations),
      segments: restored(params.segments),
      values: params.draws && bag.add(transpose(restored(params.draws)!, [2, 0, 1])),
      truth: restored(params.truth),
    };
    const randomized = params.randomized ?? randomizedOfOther(fixture.cases, params.randomizedOf);
    const weights =
      randomized &&
      Object.fromEntries(
        randomized.map(({ layer, weights: stored }: StoredLayer) => [layer, stored.map((of) => restored(of)!)]),
      );
    const said: Said = {};
    if (one.metric === 'ROAD') said.imputed = await imputedOfFirst(fixture, one, task.attribution!);
    for (const name of [one.metric, further[one.metric]].filter(Boolean)) {
      const Method = explainers[name.endsWith('OfProduct') ? 'InputTimesGradient' : (explain ?? 'Gradient')];
      const [metric, read] = metricOf(name, { ...params, weights });
      const explainer = (other: Model) => new Method(other as LayersModel);
      Object.assign(said, read(await metric.evaluate({ ...task, explain: explainer }, options)));
    }
    if (one.expected.gini) said.gini = (await new metrics.Sparseness().evaluate(task)).scores;
    for (const [key, values] of Object.entries(one.expected)) {
      const [got, expected] = [said[key], fixture.values(values)];
      if (said.changes) expectWhereResolved(got, expected, said.changes, one);
      else expectWithin(got, expected, one);
    }
  } finally {
    bag.dispose();
  }
}

/** Ranks of changes can be told where these are above the rounding of float32; the fixtures were computed in float64. */
function expectWhereResolved(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  changes: ArrayLike<number>,
  one: MetricCase,
) {
  const resolved = Array.from(changes, (_, sample) => sample).filter((sample) => changes[sample] > 1e-11);
  expect(resolved.length).toBeGreaterThan(0);
  expectWithin(
    resolved.map((sample) => got[sample]),
    resolved.map((sample) => expected[sample]),
    one,
  );
}

/** What ROAD makes of the first sample, for each percentage. */
async function imputedOfFirst(fixture: ReturnType<typeof readFixture>, { params }: MetricCase, map: Tensor) {
  const [, height, width, channels] = fixture.input.shape;
  const size = height * width * channels;
  const order = ranking((await map.data()).subarray(0, height * width));
  const noise = fixture.values(params.noise);
  const batch = fixture.input.shape[0];
  return params.percentages.flatMap((percentage: number, index: number) => {
    const values = Float32Array.from(fixture.values(fixture.input).subarray(0, size));
    const removed = order.subarray(0, Math.floor((height * width * percentage) / 100));
    impute(values, removed, { height, width });
    for (const position of removed)
      for (let k = position * channels; k < (position + 1) * channels; k++)
        values[k] += params.noiseLevel * noise[index * batch * size + k];
    return Array.from(values);
  });
}

function noiseOfOther(cases: readonly MetricCase[], id: string | undefined) {
  return cases.find((one) => one.id === id)?.params.noise;
}

function randomizedOfOther(cases: readonly MetricCase[], id: string | undefined) {
  return cases.find((one) => one.id === id)?.params.randomized;
}

/** Draws are stored first in the fixtures, and second here; those of stages and of inputs are counted through. */
function samplesFirst(noise: Tensor, metric: string): Tensor {
  if (metric !== 'SmoothMPRT') {
    const [, , ...sample] = noise.shape;
    return transpose(noise, [1, 0, ...sample.map((_, axis) => axis + 2)]);
  }
  const [stages, inputs, batch, ...sample] = noise.shape;
  return tidy(() => {
    const moved = transpose(noise, [2, 0, 1, ...sample.map((_, axis) => axis + 3)]);
    return reshape(moved, [batch, stages * inputs, ...sample]);
  });
}

/** What is inside of the quadrants of mosaics. */
function mosaicMasks(quadrants: Tensor, [batch, height, width]: readonly number[]): Tensor {
  return tidy(() => {
    const cells = reshape(quadrants, [batch, 2, 1, 2, 1]);
    return reshape(tile(cells, [1, 1, height / 2, 1, width / 2]), [batch, height, width]);
  });
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

function afterFirst(curves: readonly Float64Array[]): number[] {
  return flat(curves.map((curve) => curve.subarray(1)));
}

function similarity(all: readonly metrics.Similarity[]): Said {
  const list = (name: keyof metrics.Similarity) => all.map((one) => one[name]);
  return { spearman: list('spearman'), spearmanAbs: list('spearmanAbs'), ssim: list('ssim') };
}

/** The area that Quantus gives: without the first point, by unit steps. */
function unitSteps(curve: Float64Array): number {
  return curve.subarray(2).reduce((sum, value, k) => sum + (value + curve[k + 1]) / 2, 0);
}
