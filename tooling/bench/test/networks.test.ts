import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type NetworkName, networks } from '../networks/index';

beforeAll(() => setBackend('cpu'));

/** The numbers of weights as published, with all four numbers a channel of the batch normalizations. */
test.each<[NetworkName, number]>([
  ['lenet5', 61_706],
  ['resnet50', 25_610_152],
  ['mobilenet-v2', 3_538_984],
  ['inception-v3', 23_869_000],
])('%s has as many weights as the published one', (name, count) => {
  const model = networks[name]({}) as LayersModel;
  expect(model.countParams()).toBe(count);
  model.dispose();
});
