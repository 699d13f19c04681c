import type { Operator } from '../operator';
import { depthToSpace, spaceToDepth } from './blocks';
import { constant, constantOfShape, eyeLike } from './constant';
import { expand, tile } from './repeat';
import { flatten, reshape, squeeze, unsqueeze } from './reshape';
import { range, shape, size } from './shape';
import { transpose } from './transpose';

/** Shapes, and what changes them. */
export const shapes: Readonly<Record<string, Operator>> = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  DepthToSpace: depthToSpace,
  Expand: expand,
  EyeLike: eyeLike,
  Flatten: flatten,
  Range: range,
  Reshape: reshape,
  Shape: shape,
  Size: size,
  SpaceToDepth: spaceToDepth,
  Squeeze: squeeze,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
