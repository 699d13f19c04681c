import '@tensorflow/tfjs-backend-cpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyzersOfLayers, type CamClass, imageNet } from './support/analyzers-of-layers';
import { explain } from './support/explain';
import { expectClose, randomTensor } from './support/tensors';

const models = new Map<number | null, LayersModel>();
let background: Tensor;

beforeAll(() => {
  background = randomTensor([2, 4, 4, 2], 5);
  for (const batch of [null, 1, 2]) models.set(batch, imageNet({ batch }));
});

afterAll(() => {
  background.dispose();
  for (const model of models.values()) model.dispose();
});

const partsOf = (batch: number | null) => {
  const model = models.get(batch) as LayersModel;
  return { model, background, cam: (Kind: CamClass) => Kind.at(model, 'maps') };
};

describe.each(Object.entries(analyzersOfLayers))('%s', (_, make) => {
  test.each([1, 2])(
    'on a model whose batch is fixed at %d gives the numbers of the same model of any batch',
    async (batch) => {
      const input = randomTensor([3, 4, 4, 2]);
      const any = await explain(input, make(partsOf(null)), [2, 0, 1]);
      for (const options of [{}, { batchSize: 2 }]) {
        const fixed = await explain(input, make(partsOf(batch)), [2, 0, 1], options);
        expectClose(fixed.val, any.val);
        expectClose(fixed.output, any.output);
        expect(fixed.shape).toEqual(any.shape);
      }
      input.dispose();
    },
  );
});
