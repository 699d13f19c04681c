import { reshape, transpose } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';

/** `DepthToSpace`: channels become blocks of pixels. */
export const depthToSpace: Operator = (node) => {
  const size = node.int('blocksize', 1);
  const columnsFirst = node.string('mode', 'DCR') === 'CRD';
  return ([x]) => {
    const [batch, channels, height, width] = imagesOf(x.shape);
    const left = whole(channels, size ** 2);
    const split = columnsFirst ? [left, size, size] : [size, size, left];
    const order = columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2];
    const cells = transpose(reshape(x.tensor, [batch, ...split, height, width]), order);
    return new DeviceValue(reshape(cells, [batch, left, height * size, width * size]));
  };
};

/** `SpaceToDepth`: blocks of pixels become channels. */
export const spaceToDepth: Operator = (node) => {
  const size = node.int('blocksize', 1);
  return ([x]) => {
    const [batch, channels, height, width] = imagesOf(x.shape);
    const [rows, columns] = [whole(height, size), whole(width, size)];
    const cells = reshape(x.tensor, [batch, channels, rows, size, columns, size]);
    return new DeviceValue(reshape(transpose(cells, [0, 3, 5, 1, 2, 4]), [batch, channels * size ** 2, rows, columns]));
  };
};

function imagesOf(shape: readonly number[]): readonly number[] {
  if (shape.length === 4) return shape;
  throw new ModelError(`its input has rank ${shape.length}; expected images, of rank 4.`, {
    argument: 'model',
    value: shape,
  });
}

/** How many parts of a size a length has. */
function whole(length: number, size: number): number {
  if (size > 0 && length % size === 0) return length / size;
  throw new ModelError(`a length of ${length} cannot be split into parts of ${size}.`, {
    argument: 'model',
    value: size,
  });
}
