import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type ModelFunction, toModelView } from 'xai-base';
import { Columns, KernelSHAP, type Perturbation, type Selection, Superpixels } from '../../src';
import { evaluateCoalitions } from '../../src/evaluation/evaluate-coalitions';
import { Evaluator } from '../../src/evaluation/evaluator';
import { samplesOf } from '../../src/evaluation/sample-of';
import { turnsOf } from '../../src/evaluation/turn';
import { Coalitions } from '../../src/kernelshap/coalitions';
import { selectFeatures } from '../../src/kernelshap/select-features';
import { ShapleyRegression } from '../../src/kernelshap/shapley-regression';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { onnxModel } from '../support/models';
import { inputOf } from '../support/tensors';

/** The stored coalitions of a case, of the features that vary, and what the model says of each. */
async function evaluated({ random }: Case, model: ModelFunction, input: Tensor, perturbation: Perturbation) {
  const [sample] = await samplesOf(input);
  const features = await perturbation.features(sample);
  const masks = rowsOf(random.coalitions);
  const varying: number[] = random.varyingFeatures ?? [...masks[0].keys()];
  const coalitions = new Coalitions(masks[0].length, masks.length);
  for (const mask of masks) {
    const members = [...mask.keys()].filter((feature) => mask[feature] === 1);
    coalitions.add(members, 1, true);
  }
  coalitions.enumerated = coalitions.size;
  const rows = [new Array<number>(varying.length).fill(0), new Array<number>(varying.length).fill(1), ...masks];
  const write = (index: number, kept: Float32Array) => {
    kept.fill(0);
    for (const [at, feature] of varying.entries()) kept[feature] = rows[index][at];
  };
  const outputs: number[][] = [];
  const evaluator = new Evaluator(toModelView(model), 1, {});
  const take = (_: number, row: Float64Array) => void outputs.push(Array.from(row));
  await evaluateCoalitions(evaluator, { sample, features }, { count: rows.length, write }, take);
  const [none, full, ...rest] = outputs;
  const weights = Float64Array.from(numbersOf(random.kernelWeights), (weight) => weight / random.kernelWeightsScale);
  return { features, coalitions, weights, none, full, outputs: rest };
}

type Evaluated = Awaited<ReturnType<typeof evaluated>>;

/** The Shapley values of an output, by the stored coalitions. */
async function solved({ coalitions, weights, none, full, outputs }: Evaluated, output: number, selection: Selection) {
  const values = Float64Array.from(outputs, (row) => row[output] - none[output]);
  const total = full[output] - none[output];
  const kept = await selectFeatures(selection, coalitions, weights, values, total, turnsOf());
  return (await ShapleyRegression.of(coalitions, kept, weights, turnsOf())).solve(values, total);
}

const tenFeatures = { features: 10 };

it.each(casesOf('real_models', 'real.kernelshap.image'))('an image: $id', async (one: Case) => {
  const input = inputOf(one);
  const hide = one.params.background;
  const perturbation = new Superpixels({ segmenter: () => numbersOf(one.segmentation), hide });
  const game = await evaluated(one, onnxModel(one.model), input, perturbation);
  const outputs = numbersOf(one.expected.coalitionOutputs);
  expectClose(game.outputs.flat(), outputs, toleranceFor(one, 'coalitionOutputs', outputs));
  expectClose([...game.none, ...game.full], [...one.expected.fNull, ...one.expected.fx], 1e-4);
  const [off, few, heatmaps] = ['phiL1Off', 'phiL1Default', 'heatmapL1Off'].map((name) => rowsOf(one.expected[name]));
  const tolerance = toleranceFor(one, 'phi', off.flat());
  for (const output of one.params.classes) {
    const values = await solved(game, output, false);
    expectClose(
      values,
      off.map((row) => row[output]),
      tolerance,
    );
    expectClose(
      await solved(game, output, tenFeatures),
      few.map((row) => row[output]),
      tolerance,
    );
    expectClose(game.features.spread(values), heatmaps[output], tolerance);
  }
  input.dispose();
});

it.each(casesOf('real_models', 'real.kernelshap.tabular.sampled'))('a row of many columns: $id', async (one: Case) => {
  const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
  const background = tensor(numbersOf(one.background), one.background.shape);
  const game = await evaluated(one, onnxModel(one.model), input, new Columns({ background }));
  const { coalitionOutputs, expectedValue, prediction, phiL1Off, phiL1Default } = one.expected;
  const outputs = [coalitionOutputs.shape ? Array.from(numbersOf(coalitionOutputs)) : coalitionOutputs].flat(2);
  expectClose(game.outputs.flat(), outputs, toleranceFor(one, 'coalitionOutputs', outputs));
  expectClose([...game.none, ...game.full], [expectedValue, prediction].flat(), 1e-5);
  const all = Array.from({ length: game.features.count }, (_, feature) => feature);
  const varying = all.filter((feature) => game.features.varies?.(feature));
  expect(varying).toEqual(one.random.varyingFeatures);
  for (const [name, expected] of Object.entries({ phiL1Off, phiL1Default })) {
    const values = new Array<number>(game.features.count).fill(0);
    const found = await solved(game, 0, name === 'phiL1Off' ? false : tenFeatures);
    for (const [at, feature] of varying.entries()) values[feature] = found[at];
    expectClose(values, numbersOf(expected), toleranceFor(one, name, numbersOf(expected)));
  }
  input.dispose();
  background.dispose();
});

it.each(casesOf('real_models', 'real.kernelshap.tabular'))('every coalition of a row: $id', async (one: Case) => {
  const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
  const background = tensor(numbersOf(one.background), one.background.shape);
  const expected = rowsOf(one.expected.explanation);
  const explanations = await new KernelSHAP(onnxModel(one.model), { background }).analyzeOutputs(input, [
    ...expected.keys(),
  ]);
  const exact = rowsOf(one.expected.exactShapley);
  for (const [output, explanation] of explanations.entries()) {
    const { featureValues, expectedValue } = extrasOf(explanation);
    expectClose(featureValues[0], expected[output], one.tolerance.explanation);
    expectClose(
      featureValues[0],
      exact.map((row) => row[output]),
      1e-6,
    );
    expectClose(expectedValue, [one.expected.expectedValue[output]], 1e-6);
    explanation.dispose();
  }
  input.dispose();
  background.dispose();
});
