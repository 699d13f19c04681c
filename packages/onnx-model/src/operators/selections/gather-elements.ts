import { add, gather, mul, reshape, scalar } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Evaluate, Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { indicesOf, positiveAxis, stridesOf } from '../values/indices';
import { placesOf } from './places';

/** `GatherElements`: of each element of the output, an index names where it comes from along one axis. */
export const gatherElements: Operator = (node) => elementsAlong(node.int('axis', 0));

/** Elements from along one axis, at the places that indices name. */
export const elementsAlong =
  (along: number): Evaluate =>
  ([x, indices]) => {
    const axis = positiveAxis(along, x.rank);
    checkRanks(x.shape, indices.shape, axis);
    reserve(indices.shape);
    const strides = stridesOf(x.shape);
    const offsetOf = (index: readonly number[]) =>
      strides.reduce((offset, stride, one) => (one === axis ? offset : offset + stride * index[one]), 0);
    const offsets = new HostValue('int32', indices.shape, Array.from(indicesOf(indices.shape), offsetOf));
    const steps = mul(placesOf(indices, x.shape[axis]), scalar(strides[axis], 'int32'));
    const places = reshape(add(steps, offsets.tensor), [-1]);
    return new DeviceValue(reshape(gather(reshape(x.tensor, [-1]), places), [...indices.shape]));
  };

/** @throws {ModelError} when indices reach beyond another axis than the one they are of */
export function checkRanks(shape: readonly number[], indices: readonly number[], axis: number): void {
  const isInside = indices.every((length, one) => one === axis || length <= shape[one]);
  if (indices.length === shape.length && isInside) return;
  throw new ModelError(`indices of shape [${indices.join(', ')}] do not go with [${shape.join(', ')}].`, {
    argument: 'model',
    value: indices,
  });
}
