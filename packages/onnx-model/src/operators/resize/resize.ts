import { matMul, reshape, type Tensor, tensor3d } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import type { DeviceValue } from '../values/device-value';
import { sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import { identity } from '../values/permute';
import { onDevice } from '../values/value';
import {
  type Coordinates,
  checkCoordinates,
  cubic,
  interpolationMatrix,
  type Kernel,
  linear,
  nearest,
} from './interpolation';

/** `Resize`: nearest, linear or cubic interpolation of each axis by itself. */
export const resize: Operator = (node) => {
  const mode = node.string('coordinate_transformation_mode', node.opset < 11 ? 'asymmetric' : 'half_pixel');
  checkCoordinates(mode);
  for (const name of ['exclude_outside', 'antialias'])
    if (node.int(name, 0) !== 0) throw new Unsupported(`with ${name}`);
  if (node.string('keep_aspect_ratio_policy', 'stretch') !== 'stretch')
    throw new Unsupported('that keeps the aspect ratio');
  const kernel = kernelOf(node, node.string('nearest_mode', node.opset < 11 ? 'floor' : 'round_prefer_floor'));
  const axesAttribute = node.ints('axes');
  return ([x, ...inputs]) => {
    const [scalesInput, sizesInput] = node.opset < 11 ? inputs : inputs.slice(1);
    const axes = axesAttribute ?? identity(x.rank);
    const scales = scalesInput && sizeOf(scalesInput.shape) > 0 ? knownNumbers(scalesInput, 'The scale') : undefined;
    const sizes = scales ? undefined : knownNumbers(sizesInput, 'The size');
    const plan = axes.map((axis, index): Coordinates & { axis: number } => {
      const from = x.shape[axis];
      const to = sizes?.[index] ?? Math.floor(from * scales![index]);
      return { axis, mode, from, to, scale: scales?.[index] ?? to / from };
    });
    return plan.reduce((result, one) => interpolate(result, one.axis, one, kernel), onDevice(x));
  };
};

/** `Upsample`: the predecessor of `Resize`. */
export const upsample: Operator = (node) => {
  const kernel = kernelOf(node, 'floor');
  const attribute = node.attribute('scales', 'floats');
  return ([x, scalesInput]) => {
    const scales = attribute ?? knownNumbers(scalesInput, 'The scale');
    return scales.reduce((result: DeviceValue, scale, axis) => {
      const from = x.shape[axis];
      return interpolate(result, axis, { mode: 'asymmetric', from, to: Math.floor(from * scale), scale }, kernel);
    }, onDevice(x));
  };
};

function kernelOf(node: OperatorNode, nearestMode: string): Kernel {
  const mode = node.string('mode', 'nearest');
  if (mode === 'nearest') return nearest(nearestMode);
  if (mode === 'linear' || mode === 'bilinear') return linear;
  if (mode === 'cubic') return cubic(node.float('cubic_coeff_a', -0.75));
  throw new Unsupported(`of mode ${mode}`);
}

/** The interpolation of one axis: a product with a matrix. */
function interpolate(x: DeviceValue, axis: number, coordinates: Coordinates, kernel: Kernel): DeviceValue {
  const { from, to, scale } = coordinates;
  if (from === to && scale === 1) return x;
  reserve(x.shape.with(axis, to));
  reserve([from, to]);
  const place = x.order[axis];
  const { shape } = x.stored;
  const matrix = tensor3d(interpolationMatrix(coordinates, kernel), [1, to, from]);
  const inner = sizeOf(shape.slice(place + 1));
  const columns: Tensor = reshape(x.stored, [sizeOf(shape.slice(0, place)), from, inner]);
  return x.withStored(reshape(matMul(matrix, columns), shape.with(place, to)));
}
