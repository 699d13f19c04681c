import { expandDims, squeeze } from '@tensorflow/tfjs-core';
import { maxPoolGradient } from 'tfjs-gradients';
import { averagePooling, globalAveragePooling } from '../operations/average-pooling';
import { noWindow, oneDimensional } from '../operations/one-dimensional';
import { placeWindows } from '../operations/window';
import { globalWinnerTakesAll } from '../operations/winner';
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
  return [
    new WinnerStep(applyLayer(layer), (...series) => {
      const [relevance, input, output] = series.flat().map((one) => expandDims(one, 1));
      return [squeeze(maxPoolGradient(relevance, input, output, placeWindows(windows, input.shape)), [1])];
    }),
  ];
};

export const maxPooling2dLayer: LayerHandler = (layer) => {
  const windows = layer.windows(2, layer.config.poolSize);
  return [
    new WinnerStep(applyLayer(layer), (relevance, [input], output) => [
      maxPoolGradient(relevance, input, output, placeWindows(windows, input.shape)),
    ]),
  ];
};

export const globalMaxPoolingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  return [
    new WinnerStep(applyLayer(layer), (relevance, [input], output) => [globalWinnerTakesAll(relevance, input, output)]),
  ];
};
