import { tidy, zeros } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../operators/values/device-value';
import { sizeOf } from '../operators/values/indices';
import { fromChannelsLast, identity, inverse } from '../operators/values/permute';
import type { Value } from '../operators/values/value';
import type { Call } from './call';
import { elementType } from './element-type';

/**
 * Evaluates the first nodes once on zeros, where all lengths are known and small.
 *
 * @throws {ModelError} when nodes do not go with each other
 */
export function rehearse({ program, input, others, perSample, channelsFirst }: Call): void {
  const given = [input, ...others];
  if (!given.every(({ shape }) => isSmall(shape))) return;
  tidy(() => {
    const values = new Map<string, Value>();
    for (const { name, shape, type } of given) {
      const isMoved = channelsFirst && name === input.name;
      const order = isMoved ? fromChannelsLast(shape.length) : identity(shape.length);
      const stored = inverse(order).map((axis) => shape[axis] as number);
      values.set(name, new DeviceValue(zeros(stored, elementType(type)), order));
    }
    for (const { name, value } of perSample) values.set(name, value);
    program.rehearse(values);
  });
}

const isSmall = (shape: readonly (number | string)[]): boolean =>
  shape.length > 0 && shape.every((length) => typeof length === 'number') && sizeOf(shape as number[]) < 2 ** 16;
