import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { type Window, windowsOf } from '../../operators/convolution/window';
import { poolingMargins } from '../../operators/pooling/pooling-windows';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis } from '../../operators/values/indices';
import { knownNumbers } from '../../operators/values/known';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput, PooledOutput } from '../layer-values';
import { StepsOutput } from '../recurrent-values';
import { channelsLast, soleInput } from './input';
import { paddedFor } from './padding';

type Kind = 'average' | 'max';

/** `MaxPool` or `AveragePool`. Zeros around a maximum pooling do no harm where its input has no negative value. */
const pool =
  (kind: Kind): LayerBuilder =>
  (build) => {
    const { node, maker } = build;
    const windows = windowsOf(node, node.ints('kernel_shape') ?? []);
    if (windows.length > 2) throw new Unsupported('of volumes');
    const input = channelsLast(build);
    const roundsUp = node.int('ceil_mode', 0) === 1;
    const margins = marginsFor(roundsUp, windows, input);
    const isPadded = margins.flat().some((margin) => margin > 0);
    const { input: padded, padding } = paddedFor(windows, input, maker, margins);
    const countsPadding = node.int('count_include_pad', 0) === 1;
    if (isPadded && kind === 'average' && ((padding === 'same') === countsPadding || (countsPadding && roundsUp))) {
      throw new Unsupported('with padding that counts otherwise than in a layer');
    }
    if (padding === 'valid' && isPadded && kind === 'max' && !isNonNegative(input)) {
      throw new Unsupported('with padding, of values that may be negative');
    }
    if (windows.some(({ dilation }) => dilation > 1)) throw new Unsupported('with dilations');
    const [poolSize, strides] = [windows.map(({ kernel }) => kernel), windows.map(({ stride }) => stride)];
    const symbol = maker.apply((library, name) => {
      const { averagePooling1d, averagePooling2d, maxPooling1d, maxPooling2d } = library.layers;
      if (windows.length === 1) {
        const settings = { name, padding, poolSize: poolSize[0], strides: strides[0] };
        return kind === 'max' ? maxPooling1d(settings) : averagePooling1d(settings);
      }
      const settings = { name, padding, poolSize: poolSize as [number, number], strides: strides as [number, number] };
      return kind === 'max' ? maxPooling2d(settings) : averagePooling2d(settings);
    }, padded);
    return LayerOutput.fromChannelsLast(symbol);
  };

function marginsFor(roundsUp: boolean, windows: readonly Window[], input: SymbolicTensor) {
  return windows.map((window, axis) => {
    const length = input.shape[axis + 1];
    const isFree = window.mode === 'NOTSET' && !roundsUp;
    if (length === null && !isFree) throw new Unsupported('of an open length, with padding that follows from it');
    return poolingMargins(window, length ?? 0, roundsUp);
  });
}

const nonNegative = ['ReLU'];
const keepsSign = ['Dropout', 'MaxPooling2D', 'AveragePooling2D', 'ZeroPadding2D', 'Concatenate', 'Permute', 'Reshape'];

/** Whether a symbolic tensor comes from a layer that gives no negative value. */
function isNonNegative({ sourceLayer, nodeIndex }: SymbolicTensor): boolean {
  const type = sourceLayer.getClassName();
  if (nonNegative.includes(type)) return true;
  return keepsSign.includes(type) && sourceLayer.inboundNodes[nodeIndex].inputTensors.every(isNonNegative);
}

/** A global pooling of the space. */
const globalPool =
  (kind: Kind): LayerBuilder =>
  (build) => {
    const { shape } = soleInput(build);
    return new PooledOutput(pooled(build, kind), shape.length);
  };

/** `ReduceMean` or `ReduceMax` over the space of feature maps: a global pooling. */
const reduceSpace =
  (kind: Kind): LayerBuilder =>
  (build) => {
    const { node, constants } = build;
    const input = soleInput(build);
    const value = input instanceof StepsOutput ? input.settled : input;
    const rank = value.shape.length;
    const axes = node.ints('axes') ?? (constants[1] ? knownNumbers(constants[1], 'The axes') : []);
    const space = axes.map((axis) => value.order[positiveAxis(axis, rank)]).sort();
    const isSpace = String(space) === String(Array.from({ length: rank - 2 }, (_, axis) => axis + 1));
    const hasChannelAxis = value instanceof LayerOutput && value.order[0] === 0 && rank > 2;
    if (!isSpace || !hasChannelAxis) throw new Unsupported('of other axes than the space of feature maps');
    const symbol = reduce(build, kind, value.symbol);
    if (node.int('keepdims', 1) === 0) return new LayerOutput(symbol);
    if (value.order[1] !== rank - 1) throw new Unsupported('that keeps its axes');
    return new PooledOutput(symbol, rank);
  };

const pooled = (build: Build, kind: Kind): SymbolicTensor => reduce(build, kind, channelsLast(build));

function reduce({ maker }: Build, kind: Kind, input: SymbolicTensor): SymbolicTensor {
  return maker.apply((library, name) => {
    const { globalAveragePooling1d, globalAveragePooling2d, globalMaxPooling1d, globalMaxPooling2d } = library.layers;
    if (input.rank === 3) return kind === 'max' ? globalMaxPooling1d({ name }) : globalAveragePooling1d({ name });
    if (input.rank !== 4) throw new Unsupported(`of rank ${input.rank}`);
    const settings = { name, dataFormat: 'channelsLast' } as const;
    return kind === 'max' ? globalMaxPooling2d(settings) : globalAveragePooling2d(settings);
  }, input);
}

/** Poolings. */
export const poolingLayers: Readonly<Record<string, LayerBuilder>> = {
  AveragePool: pool('average'),
  GlobalAveragePool: globalPool('average'),
  GlobalMaxPool: globalPool('max'),
  MaxPool: pool('max'),
  ReduceMax: reduceSpace('max'),
  ReduceMean: reduceSpace('average'),
};
