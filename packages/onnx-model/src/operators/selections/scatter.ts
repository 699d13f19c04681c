import { add, concat, gather, maximum, minimum, mul, reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { sizeOf } from '../values/indices';
import { own } from '../values/own';
import { areOnHost, type Value } from '../values/value';

/** What becomes of an element that was there, and one that is put in its place. */
interface Reduction {
  onTensors(before: Tensor, update: Tensor): Tensor;
  onHost(before: number, update: number): number;
}

const reductions: Readonly<Record<string, Reduction>> = {
  none: { onTensors: (_, update) => update, onHost: (_, update) => update },
  add: { onTensors: add, onHost: (a, b) => a + b },
  mul: { onTensors: mul, onHost: (a, b) => a * b },
  max: { onTensors: maximum, onHost: Math.max },
  min: { onTensors: minimum, onHost: Math.min },
};

/** @throws {Unsupported} for a reduction that is not known */
export function reductionOf(node: OperatorNode): Reduction {
  const name = node.string('reduction', 'none');
  const found = own(reductions, name);
  if (!found) throw new Unsupported(`with the reduction ${name}`);
  return found;
}

/** Indices that must be known while the program is made. */
export function knownIndices(indices: Value): HostValue {
  if (indices instanceof HostValue) return indices;
  throw new Unsupported('at indices that depend on the input');
}

/**
 * A value some of whose elements are replaced, or combined with others.
 *
 * @param places where each of the updates goes, in the value made flat
 */
export function scattered(x: Value, updates: Value, places: readonly number[], reduction: Reduction): Value {
  if (areOnHost([x, updates])) return onHost(x as HostValue, updates as HostValue, places, reduction);
  const size = sizeOf(x.shape);
  let flat: Tensor = reshape(x.tensor, [size]);
  // one round for each time that the same place comes again
  for (const round of rounds(places)) {
    const rows = tensor1d(round, 'int32');
    const targets = tensor1d(
      round.map((index) => places[index]),
      'int32',
    );
    const update = gather(reshape(updates.tensor, [places.length]), rows);
    const combined = reduction.onTensors(gather(flat, targets), update);
    const sources = Array.from({ length: size }, (_, place) => place);
    round.forEach((index, row) => {
      sources[places[index]] = size + row;
    });
    flat = gather(concat([flat, combined], 0), tensor1d(sources, 'int32'));
  }
  return new DeviceValue(reshape(flat, [...x.shape]));
}

function onHost(x: HostValue, updates: HostValue, places: readonly number[], reduction: Reduction): HostValue {
  const data = Array.from(x.data);
  places.forEach((place, index) => {
    data[place] = reduction.onHost(data[place], updates.data[index]);
  });
  return new HostValue(x.dtype, x.shape, data);
}

/** The indices of places in groups in which no place comes twice, in their order. */
function rounds(places: readonly number[]): number[][] {
  const groups: number[][] = [];
  const times = new Map<number, number>();
  places.forEach((place, index) => {
    const time = times.get(place) ?? 0;
    times.set(place, time + 1);
    groups[time] ??= [];
    groups[time].push(index);
  });
  return groups;
}
