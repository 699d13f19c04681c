import { neg, ones, reciprocal, reshape, type Tensor, tile, zeros } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis, sizeOf } from '../../operators/values/indices';
import { identity } from '../../operators/values/permute';
import type { Value } from '../../operators/values/value';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput, type LayerValue } from '../layer-values';
import { channelsLast, constant, soleInput } from './input';

/** `BatchNormalization`. */
export const batchNormalization: LayerBuilder = (build) => {
  const roles = ['scale', 'shift', 'mean', 'variance'];
  const weights = roles.map((role, index) => constant(build, index + 1, role).tensor);
  const epsilon = build.node.float('epsilon', 1e-5);
  return LayerOutput.fromChannelsLast(affineLayer(build, channelsLast(build), weights, epsilon));
};

function affineLayer({ maker }: Build, input: SymbolicTensor, weights: Tensor[], epsilon: number): SymbolicTensor {
  return maker.apply(
    (library, name) => library.layers.batchNormalization({ name, epsilon }),
    input,
    undefined,
    weights,
  );
}

/** `LayerNormalization` of the last axis. */
export const layerNormalization: LayerBuilder = (build) => {
  const value = soleInput(build);
  const rank = value.shape.length;
  if (positiveAxis(build.node.int('axis', -1), rank) !== rank - 1) throw new Unsupported('of several axes');
  const shift = build.constants[2];
  const scale = constant(build, 1, 'scale').tensor;
  const epsilon = build.node.float('epsilon', 1e-5);
  const symbol = build.maker.apply(
    (library, name) => library.layers.layerNormalization({ name, epsilon, center: shift !== undefined }),
    value.storedIn(identity(rank), build.maker),
    undefined,
    [scale, ...(shift ? [shift.tensor] : [])],
  );
  return new LayerOutput(symbol);
};

/** How a constant for each channel becomes a scale and a shift. */
export type AffineParts = (constant: Tensor, channels: number) => { scale: Tensor; shift: Tensor };

export const affineParts = {
  Add: (x, channels) => ({ scale: ones([channels]), shift: x }),
  Mul: (x, channels) => ({ scale: x, shift: zeros([channels]) }),
  Sub: (x, channels) => ({ scale: ones([channels]), shift: neg(x) }),
  Div: (x, channels) => ({ scale: reciprocal(x), shift: zeros([channels]) }),
} satisfies Record<string, AffineParts>;

/** Arithmetic with a constant for each channel: a normalization without statistics. */
export function affine(build: Build, value: LayerValue, constantValue: Value, parts: AffineParts): LayerValue {
  const rank = value.shape.length;
  const channelAxis = value.order.indexOf(rank - 1); // where ONNX sees the axis that is stored last
  const channels = value.shape[channelAxis];
  if (channels === null || channels === undefined) throw new Unsupported('with a constant, of an open length');
  const { shape } = constantValue;
  const isPerChannel = shape.every((length, axis) => length === 1 || axis + rank - shape.length === channelAxis);
  if (!isPerChannel || shape.length > rank) throw new Unsupported('with a constant that is not one number a channel');
  const flat = reshape(constantValue.tensor, [-1]);
  const { scale, shift } = parts(sizeOf(shape) === 1 ? tile(flat, [channels]) : flat, channels);
  const weights = [scale, shift, zeros([channels]), ones([channels])];
  return new LayerOutput(affineLayer(build, value.storedIn(value.order, build.maker), weights, 0), value.order);
}
