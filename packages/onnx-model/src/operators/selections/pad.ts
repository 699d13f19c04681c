import { gather, pad as padTensor, slice, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import type { DeviceValue } from '../values/device-value';
import { positiveAxes } from '../values/indices';
import { knownNumber, knownNumbers } from '../values/known';
import { own } from '../values/own';
import { identity } from '../values/permute';
import { onDevice, type Value } from '../values/value';

/** What is added before and after an axis; what is negative is cut off. */
export type Margin = readonly [before: number, after: number];

/** Where the elements of a margin come from, by the mode: from a place outside of an axis of that length to one inside. */
const sources: Readonly<Record<string, (place: number, length: number) => number>> = {
  edge: (place, length) => Math.max(0, Math.min(place, length - 1)),
  wrap: (place, length) => ((place % length) + length) % length,
  reflect(place, length) {
    const period = Math.max(1, 2 * (length - 1));
    const within = ((place % period) + period) % period;
    return Math.min(within, period - within);
  },
};

/** `Pad`: its margins are attributes before version 11 and inputs since; a negative one cuts off. */
export const pad: Operator = (node) => {
  const mode = node.string('mode', 'constant');
  const source = own(sources, mode);
  if (mode !== 'constant' && !source) throw new Unsupported(`with mode ${mode}`);
  const attribute = node.ints('pads');
  const valueAttribute = node.float('value', 0);
  return ([x, padsInput, valueInput, axesInput]) => {
    const pads = attribute ?? knownNumbers(padsInput, 'The padding');
    const axes = positiveAxes(axesInput ? knownNumbers(axesInput, 'The axes') : identity(x.rank), x.rank);
    if (pads.length !== 2 * axes.length) {
      throw new ModelError(`${pads.length} margins were given for ${axes.length} axes.`, {
        argument: 'model',
        value: pads,
      });
    }
    const value = onDevice(x);
    const margins = value.order.map((): Margin => [0, 0]); // of the axes as they are stored
    axes.forEach((axis, index) => {
      margins[value.order[axis]] = [pads[index], pads[index + axes.length]];
    });
    if (source) return outward(value, margins, source);
    return value.withStored(padded(value.stored, margins, fillOf(valueInput) ?? valueAttribute));
  };
};

const fillOf = (value: Value | undefined): number | undefined =>
  value && knownNumber(value, 'The value of the padding');

/** Margins of one value. */
export function padded(x: Tensor, margins: readonly Margin[], value = 0): Tensor {
  if (margins.every(([before, after]) => before === 0 && after === 0)) return x;
  const begin = margins.map(([before]) => Math.max(0, -before));
  const size = margins.map(([, after], axis) => x.shape[axis] - begin[axis] + Math.min(0, after));
  reserve(size.map((length, axis) => length + Math.max(0, margins[axis][0]) + Math.max(0, margins[axis][1])));
  const isCut = size.some((length, axis) => length !== x.shape[axis]);
  const added = margins.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  const rest = isCut ? slice(x, begin, size) : x;
  return added.flat().some((margin) => margin > 0) ? padTensor(rest, added, value) : rest;
}

/** Margins whose elements are copies. */
function outward(x: DeviceValue, margins: readonly Margin[], source: (place: number, length: number) => number) {
  const { stored } = x;
  const result = margins.reduce((rest: Tensor, [before, after], axis) => {
    if (before === 0 && after === 0) return rest;
    const length = stored.shape[axis];
    reserve(rest.shape.with(axis, before + length + after));
    const places = Array.from({ length: before + length + after }, (_, index) => source(index - before, length));
    return gather(rest, tensor1d(places, 'int32'), axis);
  }, stored);
  return x.withStored(result);
}
