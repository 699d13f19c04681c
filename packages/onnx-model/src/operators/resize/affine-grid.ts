import { matMul, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { indicesOf, sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';

/** `AffineGrid`: the places in images or volumes, for `GridSample`, where affine maps `[batch, axes, axes + 1]` send those of a grid. */
export const affineGrid: Operator = (node) => {
  const isAligned = node.int('align_corners', 0) === 1;
  return ([maps, sizeInput]) => {
    const [batch, , ...space] = knownNumbers(sizeInput, 'The size of the grid');
    reserve([batch, ...space, space.length]);
    const moved = matMul(gridOf(space, isAligned), transpose(maps.tensor, [0, 2, 1]));
    return new DeviceValue(reshape(moved, [batch, ...space, space.length]));
  };
};

/** The places of a grid, from -1 to 1, the last axis first, and a 1 behind: `[1, places, axes + 1]`. */
function gridOf(space: readonly number[], isAligned: boolean): Tensor {
  const at = (place: number, length: number) =>
    isAligned ? (2 * place) / (length - 1) - 1 : (2 * place + 1) / length - 1;
  const rows = Array.from(indicesOf(space), (index) => [
    ...index.map((place, axis) => at(place, space[axis])).reverse(),
    1,
  ]);
  return new HostValue('float32', [1, sizeOf(space), space.length + 1], rows.flat()).tensor;
}
