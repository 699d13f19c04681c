import { abs, dispose, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { randomTensor } from './tensors';

/** Gives a model these weights, and frees them. */
export function setWeights<T extends tfl.LayersModel>(model: T, weights: Tensor[]): T {
  model.setWeights(weights);
  dispose(weights);
  return model;
}

/** Gives a model random weights, the same at each run; positive ones where variances must be. */
export function seeded<T extends tfl.LayersModel>(model: T): T {
  const weights = model.weights.map(({ shape, name }, index) =>
    tidy(() => {
      const values = mul(randomTensor(shape as number[], index), 0.5);
      return name.includes('variance') ? abs(values) : values;
    }),
  );
  return setWeights(model, weights);
}

/** Images `[6, 6, 2]` to 3 classes: a stem, a nested model `body` with the layer `inner`, and their `sum`. */
export function residualNet(): tfl.LayersModel {
  const { conv2d, add, globalAveragePooling2d, dense } = tfl.layers;
  const same = { filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const inner = conv2d({ ...same, name: 'inner', inputShape: [6, 6, 4] });
  const body = tfl.sequential({ name: 'body', layers: [inner] });
  const image = tfl.input({ shape: [6, 6, 2] });
  const stem = conv2d({ ...same, name: 'stem' }).apply(image) as tfl.SymbolicTensor;
  const sum = add({ name: 'sum' }).apply([stem, body.apply(stem) as tfl.SymbolicTensor]);
  const outputs = dense({ units: 3 }).apply(globalAveragePooling2d({}).apply(sum)) as tfl.SymbolicTensor;
  return seeded(tfl.model({ inputs: image, outputs }));
}
