import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { analyze, RandomStream } from 'xai-base';
import { Columns, KernelSHAP, type KernelSHAPSettings, type Selection, Superpixels } from '../../src';
import { turnsOf } from '../../src/evaluation/turn';
import { Coalitions } from '../../src/kernelshap/coalitions';
import { planCoalitions } from '../../src/kernelshap/plan';
import { selectFeatures } from '../../src/kernelshap/select-features';
import { ShapleyRegression } from '../../src/kernelshap/shapley-regression';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf } from '../support/fixtures';
import { sequential, tensorModel } from '../support/sequential';
import { inputOf } from '../support/tensors';

const turn = turnsOf();
/** Tighter than what the cases ask for. */
const tolerance = 1e-6;

/** shap's `l1_reg`. */
function selectionOf(l1Reg: false | string | number): Selection {
  const count = /num_features\((\d+)\)/.exec(String(l1Reg));
  if (count) return { features: Number(count[1]) };
  return typeof l1Reg === 'number' ? { alpha: l1Reg } : (l1Reg as Selection);
}

describe('KernelSHAP on tables agrees with shap', () => {
  it.each(casesOf('kernelshap_tabular', 'kernelshap.tabular'))('$id', async (one: Case) => {
    const { link, l1Reg, groups } = one.params;
    const background = {
      rows: tensor(numbersOf(one.background), one.background.shape),
      weights: one.backgroundWeights ?? new Array(one.background.shape[0]).fill(1),
    };
    const perturbation = new Columns({ background, groups: groups ?? undefined });
    const settings: KernelSHAPSettings = { link, perturbation, selection: selectionOf(l1Reg) };
    const analyzer = new KernelSHAP(tensorModel(one.model, one.input.shape), settings);
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const expected = [one.expected.expectedValue].flat();
    const explanations = await analyzer.analyzeOutputs(input, [...expected.keys()]);
    for (const [output, explanation] of explanations.entries()) {
      const extras = extrasOf(explanation);
      const at = (values: unknown[]) => values.map((value) => [value].flat()[output] as number);
      expectClose(extras.expectedValue, [expected[output]], one.tolerance.expectedValue);
      expectClose(extras.featureValues[0], at(one.expected.kernelExplainer), tolerance);
      if (l1Reg === false) expectClose(extras.featureValues[0], at(one.expected.exactShapley), tolerance);
    }
    for (const explanation of explanations) explanation.dispose();
    input.dispose();
    background.rows.dispose();
  });

  it.each(casesOf('kernelshap_tabular', 'kernelshap.tabular.dianna'))('$id', async (one: Case) => {
    const background = tensor(numbersOf(one.background), one.background.shape);
    const analyzer = new KernelSHAP(tensorModel(one.model, one.input.shape), { background });
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const expected =
      one.expected.explanation.shape.length === 1
        ? [Array.from(numbersOf(one.expected.explanation))]
        : rowsOf(one.expected.explanation);
    for (const [output, values] of expected.entries()) {
      const explanation = await analyze(input, analyzer, output);
      expectClose(await explanation.val.data(), values, tolerance);
      explanation.dispose();
    }
    input.dispose();
    background.dispose();
  });
});

describe('the Shapley regression on stored coalitions agrees with shap', () => {
  it.each(casesOf('kernelshap_solver', 'kernelshap.solve'))('$id', async (one: Case) => {
    const masks = rowsOf(one.random.coalitions);
    const coalitions = new Coalitions(one.params.features, masks.length);
    for (const mask of masks)
      coalitions.add(
        [...mask.keys()].filter((feature) => mask[feature] === 1),
        1,
        true,
      );
    coalitions.enumerated = coalitions.size;
    const link = one.params.link === 'logit' ? (p: number) => Math.log(p / (1 - p)) : (p: number) => p;
    const weights = Float64Array.from(one.random.kernelWeights);
    const model = sequential(one.model, one.input.shape);
    const background = rowsOf(one.background);
    const input = numbersOf(one.input);
    const outputs = masks.map((mask) => {
      const rows = background.map((row) =>
        model(row.map((value, feature) => (mask[feature] ? input[feature] : value))),
      );
      return rows[0].map((_, output) => rows.reduce((sum, row) => sum + row[output], 0) / rows.length);
    });
    expectClose(outputs.flat(), numbersOf(one.expected.coalitionOutputs), one.tolerance.coalitionOutputs);
    for (const [output, full] of one.expected.fx.entries()) {
      const none = link(one.expected.fNull[output]);
      const values = Float64Array.from(outputs, (row) => link(row[output]) - none);
      const total = link(full) - none;
      const kept = await selectFeatures(selectionOf(one.params.l1Reg), coalitions, weights, values, total, turn);
      expect(kept).toEqual([...one.expected.selected[output]].sort((a: number, b: number) => a - b));
      const solution = await (await ShapleyRegression.of(coalitions, kept, weights, turn)).solve(values, total);
      expectClose(
        solution,
        one.expected.phi.map((row: number[]) => row[output]),
        tolerance,
      );
    }
  });

  it.each(casesOf('kernelshap_solver', 'kernelshap.plan'))('$id', async (one: Case) => {
    const { features, nSamples } = one.params;
    const { coalitions } = await planCoalitions(features, nSamples === 'auto' ? 2 * features + 2048 : nSamples, turn);
    const weights = coalitions.weights();
    const sizes = new Set<number>();
    for (let index = 0; index < coalitions.size; index++) {
      const size = coalitions.at(index).reduce((sum, inside) => sum + inside, 0);
      sizes.add(size);
      const expected = one.expected.weightPerCoalition[size];
      if (expected !== undefined) expect(Math.abs(weights[index] - expected)).toBeLessThan(one.tolerance.weight);
    }
    expect([...sizes].sort((a, b) => a - b)).toEqual([...one.expected.enumeratedSizes].sort((a, b) => a - b));
    expect(coalitions.drawnWeight).toBeCloseTo(one.expected.randomWeightTotal, 9);
  });
});

describe('KernelSHAP with coalitions of its own is as near to the exact values as shap', () => {
  it.each(casesOf('kernelshap_sampling', 'kernelshap.sampling'))('$id', async (one: Case) => {
    const background = tensor(numbersOf(one.background), one.background.shape);
    const { nSamples, link } = one.params;
    const seed = new RandomStream(1).seed;
    const analyzer = new KernelSHAP(tensorModel(one.model, one.input.shape), {
      background,
      link,
      samples: nSamples,
      seed,
    });
    const input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    const exact = rowsOf(one.expected.exactShapley);
    const outputs = [...exact[0].keys()];
    const explanations = await analyzer.analyzeOutputs(input, outputs);
    let squares = 0;
    for (const [output, explanation] of explanations.entries()) {
      const [values] = extrasOf(explanation).featureValues;
      values.forEach((value, feature) => {
        squares += (value - exact[feature][output]) ** 2;
      });
      const sum = (row: number[]) => row.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum(values) - sum(exact.map((row) => row[output])))).toBeLessThan(one.tolerance.sum);
    }
    expect(Math.sqrt(squares / (outputs.length * exact.length))).toBeLessThan(one.tolerance.rmse);
    for (const explanation of explanations) explanation.dispose();
    input.dispose();
    background.dispose();
  });
});

describe('KernelSHAP on images gives each pixel the Shapley value of its own segment', () => {
  it.each(casesOf('kernelshap_image', 'kernelshap.image'))('$id', async (one: Case) => {
    const [height, width] = one.segmentation.shape;
    const image = inputOf(one);
    const perturbation = new Superpixels({
      segmenter: () => numbersOf(one.segmentation),
      hide: one.params.background ?? 'image mean',
    });
    const analyzer = new KernelSHAP(tensorModel(one.model, [height, width, image.shape[3] as number]), {
      perturbation,
    });
    const heatmaps = rowsOf(one.expected.heatmap);
    for (const [index, label] of one.params.labels.entries()) {
      const explanation = await analyze(image, analyzer, label);
      const values = one.expected.segmentValues.map((row: number[]) => row[label]);
      expectClose(extrasOf(explanation).featureValues[0], values, tolerance);
      expectClose(await explanation.val.data(), heatmaps[index], one.tolerance.heatmap);
      explanation.dispose();
    }
    image.dispose();
  });
});
