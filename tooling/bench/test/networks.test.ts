import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { inceptionV3, lenet5, mobilenetV2, resnet50 } from '../networks/index';

beforeAll(() => setBackend('cpu'));

/** The numbers of weights as published, with all four numbers a channel of the batch normalizations. */
test.each<[string, () => LayersModel, number]>([
  ['LeNet-5', lenet5, 61_706],
  ['ResNet50', resnet50, 25_610_152],
  ['MobileNetV2', mobilenetV2, 3_538_984],
  ['InceptionV3', inceptionV3, 23_869_000],
])('%s has as many weights as the published one', (_, build, count) => {
  const model = build();
  expect(model.countParams()).toBe(count);
  model.dispose();
});
