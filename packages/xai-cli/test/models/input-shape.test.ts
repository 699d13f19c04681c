import { layers, sequential } from '@tensorflow/tfjs-layers';
import { ShapeError } from 'xai-base';
import { inputShape, useBackend } from '../../src';

beforeAll(() => useBackend('wasm'));

/** What is asked of images for a model that takes this shape. */
function asked(shape: (number | null)[]) {
  const model = sequential({ layers: [layers.activation({ activation: 'relu', inputShape: shape })] });
  const json = { modelTopology: {}, weightsManifest: [] };
  return inputShape({ format: 'layers-model', model, json });
}

test('sides may be free', () => {
  expect(asked([224, 200, 3])).toEqual({ height: 224, width: 200, channels: 3 });
  expect(asked([null, null, 1])).toEqual({ height: undefined, width: undefined, channels: 1 });
});

test('what is no image', () => {
  expect(() => asked([784])).toThrow(
    new ShapeError(
      'The model takes [any, 784]; expected one that takes images [batch, height, width, channels] with 1, 3 or 4 channels.',
    ),
  );
  expect(() => asked([8, 8, 2])).toThrow(ShapeError);
});
