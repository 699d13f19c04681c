import path from 'node:path';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  type ConformanceCase,
  expectWithin,
  loadModel,
  readCases,
  restore,
  valuesOf,
} from '../../../tooling/jest/conformance';
import { explained, peers } from './support/captum';

/**
 * The cpu backend convolves in plain JavaScript: integrals, of up to 1000 gradients, take it up to a minute, so there only the small models are
 * integrated, unless CONFORMANCE=all is set. Of the others the gradients that they add up are compared.
 */
function isQuickEnough({ method }: ConformanceCase, model: string, backend: string): boolean {
  const isSmall = ['mlp', 'conv1d'].includes(model);
  return backend !== 'cpu' || isSmall || method !== 'IntegratedGradients' || process.env.CONFORMANCE === 'all';
}

describeBackends('captum', (backend) => {
  describe.each(readCases(peers))('$model', ({ model: name, input: storedInput, output, cases }) => {
    let model: LayersModel;
    let input: Tensor;

    beforeAll(async () => {
      model = await loadModel(path.join(peers, name));
      input = restore(storedInput);
    });

    afterAll(() => {
      model.dispose();
      input.dispose();
    });

    test('gives the same output', async () => {
      const got = tidy(() => model.predict(input) as Tensor);
      expectWithin(await got.data(), valuesOf(output), { rtol: 1e-5, atol: 1e-5 });
      got.dispose();
    });

    test.each(cases.filter((one) => isQuickEnough(one, name, backend)))('$id', async (one) => {
      expectWithin(await explained({ model, input, one }), valuesOf(one.expected), one);
    });
  });
});
