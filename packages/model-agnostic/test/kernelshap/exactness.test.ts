import '@tensorflow/tfjs-backend-cpu';
import { mul, prod, slice, sum, type Tensor, tanh, tensor2d } from '@tensorflow/tfjs-core';
import { plotTabular } from 'tabular-heatmaps';
import { AbortError, analyze } from 'xai-base';
import { explainTabular, KernelSHAP, type KernelSHAPSettings } from '../../src';
import { extrasOf } from '../support/fixtures';
import { rowModel } from '../support/row-model';

const threeOf = (x: Tensor) => mul(8, prod(slice(x, [0, 0], [-1, 3]), 1, true));
const saturated = (x: Tensor) => tanh(sum(mul(x, x), 1, true));

async function explained(model: (x: Tensor) => Tensor, row: number[], settings: KernelSHAPSettings) {
  const input = tensor2d([row]);
  const explanation = await analyze(input, new KernelSHAP(model, settings), 0);
  const { featureValues, standardErrors, coalitions } = extrasOf(explanation);
  input.dispose();
  explanation.dispose();
  return { values: featureValues[0], errors: standardErrors[0], coalitions: coalitions[0] };
}

describe('a standard error', () => {
  it('is not 0 when the sizes beyond the enumerated ones were never drawn', async () => {
    const zeros = new Array<number>(20).fill(0);
    const [explanation] = await explainTabular(
      rowModel(([a, b, c]) => 8 * a * b * c),
      new Array(20).fill(1),
      {
        method: 'KernelSHAP',
        mode: 'regression',
        trainingData: [zeros],
        samples: 40,
        targetError: 0.01,
        seed: 1,
      },
    );
    const { standardErrors, coalitions } = extrasOf(explanation);
    expect(coalitions).toEqual([40]);
    expect(standardErrors[0]).toEqual(zeros.map(() => Number.POSITIVE_INFINITY));
    explanation.dispose();
  });

  it('is told by a number of draws only, even of few features', async () => {
    const row = Array.from({ length: 13 }, (_, feature) => 0.1 + feature / 12);
    const errorsOf = async (samples: number) => {
      const { errors } = await explained(saturated, row, { samples, selection: { features: 2 }, seed: 1 });
      return errors.filter((error) => error !== 0);
    };
    expect((await errorsOf(10)).every((error) => error === Number.POSITIVE_INFINITY)).toBe(true);
    expect((await errorsOf(40)).every(Number.isFinite)).toBe(true);
  });

  it('lets the drawing go on until it is small enough', async () => {
    const { values, errors } = await explained(threeOf, new Array(20).fill(1), {
      samples: 20_000,
      targetError: 0.05,
      seed: 1,
    });
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.05);
    for (const [feature, value] of values.entries())
      expect(Math.abs(value - (feature < 3 ? 8 / 3 : 0))).toBeLessThan(0.2);
  });

  it.each([
    ['a product', threeOf, () => 1],
    ['a saturated sum', saturated, (feature: number) => 0.1 + feature / 12],
  ] as const)('covers the exact values, however few coalitions there are: %s', async (_name, model, valueAt) => {
    const row = Array.from({ length: 13 }, (_, feature) => valueAt(feature));
    const exact = await explained(model, row, { samples: 2 ** 13 });
    expect(exact.errors).toEqual(row.map(() => 0));
    for (const samples of [4, 13, 24, 26, 30, 40, 60, 120]) {
      let [covered, told] = [0, 0];
      for (let seed = 0; seed < 12; seed++) {
        const { values, errors } = await explained(model, row, { samples, seed });
        expect(Math.min(...errors)).toBeGreaterThan(0);
        for (const [feature, value] of values.entries()) {
          if (Number.isFinite(errors[feature])) told++;
          if (Math.abs(value - exact.values[feature]) <= 2 * errors[feature]) covered++;
        }
      }
      expect(covered / (12 * row.length)).toBeGreaterThan(0.88);
      if (samples <= 26) expect(told).toBe(0); // no more coalitions than it takes to tell the features apart
      if (samples >= 60) expect(told).toBe(12 * row.length);
    }
  });
});

describe('many features', () => {
  const row = Array.from({ length: 800 }, (_, feature) => (feature + 1) / 800);
  const model = (x: Tensor) => tanh(sum(x, 1, true));

  it('and few coalitions are solved for in the number of coalitions, as by the pseudoinverse', async () => {
    const { values, errors } = await explained(model, row, { samples: 30, seed: 1 });
    expect(Math.abs(values.reduce((total, value) => total + value, 0) - 1)).toBeLessThan(1e-6);
    expect(errors.every((error) => error === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it('let an analysis be aborted while it is solving', async () => {
    const input = tensor2d([row]);
    const controller = new AbortController();
    const shap = new KernelSHAP(model, { seed: 1 });
    const analysis = analyze(input, shap, 0, {
      batchSize: 256,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        if (done === total) setTimeout(() => controller.abort(), 1); // from here on it solves
      },
    });
    await expect(analysis).rejects.toThrow(AbortError);
    input.dispose();
  });

  it('beyond what can be solved for are refused, with the ways out', async () => {
    const input = tensor2d([new Array(3000).fill(1)]);
    for (const samples of ['auto', 30] as const) {
      await expect(analyze(input, new KernelSHAP(model, { samples }))).rejects.toThrow(
        /3000 features.*at most 2048.*Blocks.*groups/,
      );
    }
    const same = new KernelSHAP(model, { background: 1 }); // none of them varies
    (await analyze(input, same)).dispose();
    input.dispose();
  });
});

describe('the link logit', () => {
  const step = rowModel(([a]) => Number(a > 0));

  it('takes 0 and 1 as near to them as asked for', async () => {
    const input = tensor2d([[1, 5]]);
    await expect(analyze(input, new KernelSHAP(step, { link: 'logit' }))).rejects.toThrow('{ linkClip: 1e-6 }');
    const explanation = await analyze(input, new KernelSHAP(step, { link: 'logit', linkClip: 0.01 }), 0);
    const { featureValues, expectedValue } = extrasOf(explanation);
    expect(expectedValue[0]).toBeCloseTo(-Math.log(99), 9);
    expect(featureValues[0][0]).toBeCloseTo(2 * Math.log(99), 9);
    expect(featureValues[0][1]).toBeCloseTo(0, 9);
    expect(explanation.extras).toMatchObject({ link: 'logit', linkClip: 0.01, unit: 'log odds' });
    expect(plotTabular(explanation, undefined, { style: 'waterfall' }).toSVG()).not.toContain('Does not add up');
    explanation.dispose();
    input.dispose();
  });

  it('is what the explanation says, and the waterfall draws', async () => {
    const input = tensor2d([[2, 1, 1]]);
    const background = tensor2d([
      [0, 0, 1],
      [1, 1, 0],
      [0.5, 2, 1],
    ]);
    const model = rowModel(([a, b, c]) => 1 / (1 + Math.exp(-a + 2 * b - a * c)));
    const explanation = await analyze(input, new KernelSHAP(model, { link: 'logit', background }), 0);
    const { featureValues, expectedValue } = extrasOf(explanation);
    expect(featureValues[0].reduce((sum, value) => sum + value, expectedValue[0])).toBeCloseTo(2, 5);
    expect(explanation.extras).toMatchObject({ link: 'logit', unit: 'log odds' });
    const svg = plotTabular(explanation, undefined, { style: 'waterfall' }).toSVG();
    expect(svg).not.toContain('Does not add up');
    expect(svg).toContain('log odds');
    for (const one of [explanation, input, background]) one.dispose();
  });

  it('still refuses what is no probability, and clips that mean nothing', async () => {
    const input = tensor2d([[3, 1]]);
    const itself = new KernelSHAP(
      rowModel(([a]) => a),
      { link: 'logit', linkClip: 0.1 },
    );
    await expect(analyze(input, itself)).rejects.toThrow('The model returned 3, which has no log odds');
    const rounded = new KernelSHAP(
      rowModel(([a]) => (a > 1 ? 1.0000002 : 0.5)), // as a softmax in single precision may return
      { link: 'logit', linkClip: 0.1 },
    );
    (await analyze(input, rounded)).dispose();
    expect(() => new KernelSHAP(step, { link: 'logit', linkClip: 0.5 })).toThrow('linkClip is 0.5');
    expect(() => new KernelSHAP(step, { linkClip: 0.1 })).toThrow("expected no linkClip without the link 'logit'");
    input.dispose();
  });
});
