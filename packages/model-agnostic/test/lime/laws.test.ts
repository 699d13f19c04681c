import '@tensorflow/tfjs-backend-cpu';
import { matMul, sigmoid, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { analyze } from 'xai-base';
import { LIME, type LIMESettings } from '../../src';
import { extrasOf } from '../support/fixtures';

const weights = [2, -3, 0, 0.5, 1];
const linear = (x: Tensor) => matMul(x, tensor2d(weights, [5, 1]));
const sample = [1, 2, 3, -4, 0.5];

async function explained(settings: LIMESettings, model: (x: Tensor) => Tensor = linear) {
  const input = tensor2d([sample]);
  const analysis = analyze(input, new LIME(model, settings), 0, { batchSize: 50 });
  const explanation = await analysis.finally(() => input.dispose());
  const extras = extrasOf(explanation);
  explanation.dispose();
  return extras;
}

describe('LIME', () => {
  it.each(['none', 'highestWeights', 'forward', 'lassoPath', 'auto'] as const)(
    'is exact on a linear model, by selection %s',
    async (featureSelection) => {
      const { featureValues, score, intercept, localPrediction } = await explained({
        samples: 100,
        regularization: 0,
        featureSelection,
        seed: 3,
      });
      for (const [feature, value] of featureValues[0].entries())
        expect(value).toBeCloseTo(weights[feature] * sample[feature], 4);
      expect(score[0]).toBeCloseTo(1, 6);
      expect(intercept[0]).toBeCloseTo(0, 4);
      expect(localPrediction[0]).toBeCloseTo(2 - 6 - 2 + 0.5, 4);
    },
  );

  it('is exact on a linear model of a table without bins, in units of standard deviations', async () => {
    const trainingData = tensor2d([0, 1, 2, 3].map((row) => [row, -row, row * 2, row, 1]));
    const { featureValues } = await explained({
      samples: 300,
      trainingData,
      discretizer: 'none',
      regularization: 0,
      seed: 1,
    });
    const deviation = Math.sqrt(1.25);
    const deviations = [deviation, deviation, 2 * deviation, deviation, 1];
    for (const [feature, value] of featureValues[0].entries())
      expect(value).toBeCloseTo(weights[feature] * deviations[feature], 3);
    trainingData.dispose();
  });

  it('keeps as many features as asked for', async () => {
    const { featureValues } = await explained({ samples: 200, numFeatures: 2, seed: 1 });
    expect(featureValues[0].filter((value) => value !== 0)).toHaveLength(2);
  });

  it('gives the same coefficients for the same seed, and says which seed it was', async () => {
    const model = (x: Tensor) => sigmoid(linear(x));
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const [first, second] = [
          await explained({ samples: 50, seed }, model),
          await explained({ samples: 50, seed }, model),
        ];
        expect(first).toEqual(second);
        expect(first.seed).toBe(seed);
      }),
      { numRuns: 5 },
    );
    const drawn = await explained({ samples: 50 }, model);
    expect(await explained({ samples: 50, seed: drawn.seed }, model)).toEqual(drawn);
    expect(await explained({ samples: 50, seed: drawn.seed + 1 }, model)).not.toEqual(drawn);
  });

  it('names wrong settings', () => {
    expect(() => new LIME(linear, { samples: 1.5 })).toThrow('samples is 1.5');
    expect(() => new LIME(linear, { kernelWidth: 0 })).toThrow('kernelWidth is 0');
    expect(() => new LIME(linear, { featureSelection: 'best' as never })).toThrow('featureSelection is "best"');
    expect(() => new LIME(linear, { numFeatures: 0 })).toThrow('numFeatures is 0');
  });

  it('names a table, a distance and a discretizer that do not fit', async () => {
    const trainingData = tensor2d([[1, 2, 3, 4, 5]]);
    await expect(explained({ trainingData, categorical: [9] })).rejects.toThrow('categorical holds column 9');
    await expect(explained({ trainingData, discretizer: 'half' as never })).rejects.toThrow('discretizer is "half"');
    await expect(explained({ distance: 'far' as never })).rejects.toThrow('distance is "far"');
    trainingData.dispose();
  });
});
