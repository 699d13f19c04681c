import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { reshaped } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { indicesOf, positiveAxes, sizeOf, stridesOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import { identity, inverse } from '../values/permute';
import { onDevice, type Value } from '../values/value';

type OnTensor = (x: tf.Tensor, axes: number[]) => tf.Tensor;
type OnHost = (elements: readonly number[]) => number;

const { abs, exp, log, max, min, prod, sqrt, square, sum } = tf;

const total = (elements: readonly number[]): number => elements.reduce((a, b) => a + b, 0);

const logSumExp: OnTensor = (x, axes) => {
  const largest = tf.max(x, axes, true);
  return tf.add(log(sum(exp(tf.sub(x, largest)), axes, true)), largest);
};

/** Reductions of axes to one number each. */
export const reductions: Readonly<Record<string, Operator>> = {
  ReduceL1: reduce((x, axes) => sum(abs(x), axes, true)),
  ReduceL2: reduce((x, axes) => sqrt(sum(square(x), axes, true))),
  ReduceLogSum: reduce((x, axes) => log(sum(x, axes, true))),
  ReduceLogSumExp: reduce(logSumExp),
  ReduceMax: reduce(
    (x, axes) => max(x, axes, true),
    (elements) => elements.reduce((a, b) => Math.max(a, b)),
  ),
  ReduceMean: reduce((x, axes) => tf.mean(x, axes, true)),
  ReduceMin: reduce(
    (x, axes) => min(x, axes, true),
    (elements) => elements.reduce((a, b) => Math.min(a, b)),
  ),
  ReduceProd: reduce(
    (x, axes) => prod(x, axes, true),
    (elements) => elements.reduce((a, b) => a * b, 1),
  ),
  ReduceSum: reduce((x, axes) => sum(x, axes, true), total),
  ReduceSumSquare: reduce((x, axes) => sum(square(x), axes, true)),
};

/** A reduction whose axes are an attribute, or in later versions an input. */
function reduce(onTensor: OnTensor, onHost?: OnHost): Operator {
  return (node) => {
    const attribute = node.ints('axes');
    const keepsAxes = node.int('keepdims', 1) === 1;
    const noneMeansNone = node.int('noop_with_empty_axes', 0) === 1;
    return ([x, axesInput]) => {
      const given = attribute ?? (axesInput ? knownNumbers(axesInput, 'The axes') : []);
      if (given.length === 0 && noneMeansNone) return ofEach(x, onTensor, onHost); // the norm of a number is its absolute value
      const axes = given.length > 0 ? positiveAxes(given, x.rank) : identity(x.rank);
      if (x instanceof HostValue && onHost) return reduceOnHost(x, axes, keepsAxes, onHost);
      const value = onDevice(x);
      const reduced = onTensor(
        value.stored,
        axes.map((axis) => value.order[axis]),
      );
      return keepsAxes ? value.withStored(reduced) : without(value.withStored(reduced), axes);
    };
  };
}

/** A value without axes of length 1; where the others are stored stays as it is. */
function without({ stored, order }: DeviceValue, axes: readonly number[]): DeviceValue {
  const leftStored = inverse(order).flatMap((axis, place) => (axes.includes(axis) ? [] : [place]));
  const left = order.filter((_, axis) => !axes.includes(axis));
  return new DeviceValue(
    tf.reshape(
      stored,
      leftStored.map((place) => stored.shape[place]),
    ),
    left.map((place) => leftStored.indexOf(place)),
  );
}

function reduceOnHost(x: HostValue, axes: readonly number[], keepsAxes: boolean, onHost: OnHost): HostValue {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const strides = stridesOf(kept);
  const groups = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  let place = 0;
  for (const index of indicesOf(x.shape)) {
    const offset = strides.reduce((sumOf, stride, axis) => sumOf + (axes.includes(axis) ? 0 : stride * index[axis]), 0);
    groups[offset].push(x.data[place++]);
  }
  const shape = keepsAxes ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return new HostValue(x.dtype, shape, groups.map(onHost));
}

/** Each element reduced by itself. */
function ofEach(x: Value, onTensor: OnTensor, onHost?: OnHost): Value {
  if (x instanceof HostValue && onHost) return reduceOnHost(reshaped(x, [...x.shape, 1]), [x.rank], false, onHost);
  const value = onDevice(x);
  const { stored } = value;
  return value.withStored(tf.reshape(onTensor(tf.expandDims(stored, -1), [stored.rank]), stored.shape));
}
