import { tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { LRP } from 'relevance-propagation';
import { analyze, IndexSelector } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { AbsoluteRule } from '../src';

const number = fc.integer({ min: -50, max: 50 }).map((value) => (value || 1) / 10);
const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });

describeBackends('AbsoluteRule', () => {
  test('shares relevance by the magnitude of contributions', () =>
    fc.assert(
      fc.asyncProperty(numbers(4), numbers(4), number, async (input, weights, bias) => {
        const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [4] })] });
        const [kernel, offset, batch] = [tensor(weights, [4, 1]), tensor([bias]), tensor(input, [1, 4])];
        model.setWeights([kernel, offset]);
        const explanation = await analyze(batch, new LRP(model, [new AbsoluteRule()]), new IndexSelector(0));
        const values = await explanation.val.data();
        const magnitudes = input.map((a, index) => Math.abs(a * weights[index]));
        const total = magnitudes.reduce((sum, value) => sum + value, Math.abs(bias));
        magnitudes.forEach((magnitude, index) => {
          expect(values[index]).toBeCloseTo(magnitude / total, 5);
        });
        for (const one of [explanation, kernel, offset, batch]) one.dispose();
        model.dispose();
      }),
      { numRuns: 30, seed: 1 },
    ));
});
