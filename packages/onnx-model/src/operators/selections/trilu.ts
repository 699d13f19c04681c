import { where, zerosLike } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { knownNumber } from '../values/known';

/** `Trilu`: a triangle of each matrix; zeros elsewhere. */
export const trilu: Operator = (node) => {
  const isUpper = node.int('upper', 1) === 1;
  return ([x, diagonal]) => {
    const offset = diagonal ? knownNumber(diagonal, 'The diagonal') : 0;
    if (x.rank < 2)
      throw new ModelError(`its input has rank ${x.rank}; expected matrices.`, { argument: 'model', value: x.rank });
    const [rows, columns] = x.shape.slice(-2);
    const isKept = (row: number, column: number) => (isUpper ? column - row >= offset : column - row <= offset);
    const mask = Array.from({ length: rows * columns }, (_, index) =>
      Number(isKept(Math.floor(index / columns), index % columns)),
    );
    if (x instanceof HostValue) {
      return new HostValue(
        x.dtype,
        x.shape,
        Array.from(x.data, (value, index) => (mask[index % mask.length] ? value : 0)),
      );
    }
    const { tensor } = x;
    return new DeviceValue(where(new HostValue('bool', [rows, columns], mask).tensor, tensor, zerosLike(tensor)));
  };
};
