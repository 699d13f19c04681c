import { input, type LayersModel, layers, model, sequential } from '@tensorflow/tfjs-layers';
import { randomizeWeights } from './random';

const bias = (useBias: boolean) => ({ useBias });

/** A small convolutional network. */
export function plainNetwork(seed: number, useBias = false): LayersModel {
  const network = sequential({
    layers: [
      layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 2], name: 'conv1', ...bias(useBias) }),
      layers.reLU({ name: 'relu1' }),
      layers.maxPooling2d({ poolSize: 2, name: 'pool' }),
      layers.conv2d({
        filters: 5,
        kernelSize: 2,
        padding: 'same',
        activation: 'relu',
        name: 'conv2',
        ...bias(useBias),
      }),
      layers.flatten(),
      layers.dense({ units: 6, activation: 'relu', name: 'dense1', ...bias(useBias) }),
      layers.dense({ units: 3, name: 'logits', ...bias(useBias) }),
    ],
  });
  randomizeWeights(network, seed);
  return network;
}

/** A network with branches, joins of all kinds, a nested model and a layer that is used twice. */
export function branchedNetwork(seed: number, useBias = false): LayersModel {
  const x = input({ shape: [6, 6, 2] });
  const convolution = (filters: number, name: string) =>
    layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', name, ...bias(useBias) });
  const stem = convolution(4, 'stem').apply(x);
  const shared = convolution(4, 'shared');
  const once = shared.apply(stem);
  const twice = shared.apply(once);
  const inner = sequential({
    name: 'inner',
    layers: [
      layers.conv2d({ filters: 4, kernelSize: 1, inputShape: [6, 6, 4], name: 'point', ...bias(useBias) }),
      layers.reLU({ name: 'rectified' }),
    ],
  });
  const nested = inner.apply(once);
  const sum = layers.add({ name: 'sum' }).apply([stem, twice, nested] as never);
  const mean = layers.average({ name: 'mean' }).apply([sum, once] as never);
  const most = layers.maximum({ name: 'most' }).apply([mean, nested] as never);
  const beside = layers.concatenate({ name: 'beside' }).apply([most, sum] as never);
  const pooled = layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same', name: 'pooled' }).apply(beside);
  const vector = layers.globalAveragePooling2d({ name: 'vector' }).apply(pooled);
  const outputs = layers.dense({ units: 3, name: 'logits', ...bias(useBias) }).apply(vector);
  const network = model({ inputs: x, outputs: outputs as never });
  randomizeWeights(network, seed);
  return network;
}

/** Frees a network; tfjs-layers counts the uses of a layer, but disposes of it once. */
export function disposeNetwork(network: LayersModel): void {
  network.dispose();
  for (const layer of network.layers) if (layer.name === 'shared') layer.dispose();
}

/** A convolution of many values, some of whose sums come close to zero. */
export function smallValuesNetwork(seed: number): LayersModel {
  const network = sequential({
    layers: [
      layers.conv2d({ filters: 24, kernelSize: 3, activation: 'relu', inputShape: [12, 12, 16] }),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 5 }),
    ],
  });
  randomizeWeights(network, seed);
  return network;
}
