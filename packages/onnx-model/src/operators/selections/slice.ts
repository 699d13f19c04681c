import { reverse, slice as sliceTensor, stridedSlice, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { positiveAxes, sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import { identity } from '../values/permute';
import type { Value } from '../values/value';

/** Of an axis: the first place, the step to the next, and how many. */
interface Cut {
  readonly begin: number;
  readonly step: number;
  readonly size: number;
}

/** `Slice`: its limits are attributes before version 10 and inputs since. */
export const slice: Operator = (node) => {
  const attributes = [node.ints('starts'), node.ints('ends'), node.ints('axes')];
  return (inputs) => {
    const [x] = inputs;
    const [starts, ends, given, steps] = node.opset < 10 ? attributes : limitsOf(inputs);
    const axes = positiveAxes(given ?? identity(starts?.length ?? 0), x.rank);
    checkLimits([starts, ends, steps ?? axes], axes.length);
    const cuts = x.shape.map((length, axis): Cut => {
      const index = axes.indexOf(axis);
      if (index < 0) return { begin: 0, step: 1, size: length };
      return cutOf(length, starts![index], ends![index], steps?.[index] ?? 1);
    });
    const shape = cuts.map(({ size }) => size);
    if (!(x instanceof HostValue)) {
      return new DeviceValue(sizeOf(shape) === 0 ? zeros(shape, x.dtype) : cut(x.tensor, cuts));
    }
    return pick(x, shape, (index) => index.map((place, axis) => cuts[axis].begin + place * cuts[axis].step));
  };
};

/** @throws {ModelError} when there is not one number an axis, or a step of 0 */
function checkLimits(lists: readonly (readonly number[] | undefined)[], axes: number): void {
  if (lists.every((list) => list?.length === axes)) return;
  const given = lists.map((list) => list?.length ?? 0).join(', ');
  throw new ModelError(`${given} starts, ends and steps were given for ${axes} axes.`, {
    argument: 'model',
    value: given,
  });
}

const limitsOf = ([, ...limits]: readonly Value[]): (number[] | undefined)[] =>
  limits.map((limit) => limit && knownNumbers(limit, 'The slice'));

function cutOf(length: number, start: number, end: number, step: number): Cut {
  if (step === 0) throw new ModelError('its step is 0.', { argument: 'model', value: step });
  const clamp = (place: number, low: number, high: number) =>
    Math.max(low, Math.min(place < 0 ? place + length : place, high));
  const begin = step > 0 ? clamp(start, 0, length) : clamp(start, 0, length - 1);
  const stop = step > 0 ? clamp(end, 0, length) : clamp(end, -1, length - 1);
  return { begin, step, size: Math.max(0, Math.ceil((stop - begin) / step)) };
}

function cut(x: Tensor, cuts: readonly Cut[]): Tensor {
  const backward = cuts.flatMap(({ step }, axis) => (step < 0 ? [axis] : []));
  const forward = cuts.map(
    ({ begin, step, size }, axis): Cut =>
      step > 0 ? { begin, step, size } : { begin: x.shape[axis] - 1 - begin, step: -step, size },
  );
  const turned = backward.length > 0 ? reverse(x, backward) : x;
  const begin = forward.map((one) => one.begin);
  const sizes = forward.map((one) => one.size);
  if (forward.every(({ step }) => step === 1)) return sliceTensor(turned, begin, sizes);
  const end = forward.map(({ begin: first, step, size }) => first + (size - 1) * step + 1);
  return stridedSlice(
    turned,
    begin,
    end,
    forward.map(({ step }) => step),
  );
}
