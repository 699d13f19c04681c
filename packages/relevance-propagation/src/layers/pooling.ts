import { expandDims, squeeze, type Tensor } from '@tensorflow/tfjs-core';
import { averagePooling, globalAveragePooling } from '../operations/average-pooling';
import { noWindow, oneDimensional } from '../operations/one-dimensional';
import { globalWinnerTakesAll, winnerTakesAll } from '../operations/winner';
import { LinearStep } from '../steps/linear-step';
import { WinnerStep } from '../steps/winner-step';
import { applyLayer } from './apply-layer';
import type { LayerHandler } from './layer-handler';

export const averagePooling1dLayer: LayerHandler = (layer) => {
  const operation = oneDimensional(averagePooling([noWindow, ...layer.windows(1, layer.config.poolSize)]));
  return [new LinearStep({ operation, keepsSign: true })];
};

export const averagePooling2dLayer: LayerHandler = (layer) => {
  return [new LinearStep({ operation: averagePooling(layer.windows(2, layer.config.poolSize)), keepsSign: true })];
};

export const globalAveragePoolingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  return [new LinearStep({ operation: globalAveragePooling, keepsSign: true })];
};

export const maxPooling1dLayer: LayerHandler = (layer) => {
  const windows = [noWindow, ...layer.windows(1, layer.config.poolSize)];
  const image = (x: Tensor) => expandDims(x, 1);
  return [
    new WinnerStep(applyLayer(layer), (relevance, [input], output) => [
      squeeze(winnerTakesAll(image(relevance), image(input), image(output), windows), [1]),
    ]),
  ];
};

export const maxPooling2dLayer: LayerHandler = (layer) => {
  const windows = layer.windows(2, layer.config.poolSize);
  return [
    new WinnerStep(applyLayer(layer), (relevance, [input], output) => [
      winnerTakesAll(relevance, input, output, windows),
    ]),
  ];
};

export const globalMaxPoolingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  return [
    new WinnerStep(applyLayer(layer), (relevance, [input], output) => [globalWinnerTakesAll(relevance, input, output)]),
  ];
};
