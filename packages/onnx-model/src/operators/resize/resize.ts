import { add, matMul, mul, reshape, sub, type Tensor, tensor, tensor3d } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import type { DeviceValue } from '../values/device-value';
import { positiveAxes, sizeOf } from '../values/indices';
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
  type Manner,
  nearest,
  outsideOf,
} from './interpolation';

/** `Resize`: nearest, linear or cubic interpolation of each axis by itself. */
export const resize: Operator = (node) => {
  const mode = node.string('coordinate_transformation_mode', node.opset < 11 ? 'asymmetric' : 'half_pixel');
  checkCoordinates(mode);
  const kernel = kernelOf(node, node.string('nearest_mode', node.opset < 11 ? 'floor' : 'round_prefer_floor'));
  const manner = {
    antialias: node.int('antialias', 0) === 1 && node.string('mode', 'nearest') !== 'nearest',
    excludesOutside: node.int('exclude_outside', 0) === 1 && node.string('mode', 'nearest') === 'cubic',
  };
  const axesAttribute = node.ints('axes');
  const policy = node.string('keep_aspect_ratio_policy', 'stretch');
  const fill = node.float('extrapolation_value', 0);
  return ([x, ...inputs]) => {
    const [scalesInput, sizesInput] = node.opset < 11 ? inputs : inputs.slice(1);
    const axes = positiveAxes(axesAttribute ?? identity(x.rank), x.rank);
    const scales = scalesInput && sizeOf(scalesInput.shape) > 0 ? knownNumbers(scalesInput, 'The scale') : undefined;
    const asked = scales ? undefined : knownNumbers(sizesInput, 'The size');
    checkLength((scales ?? asked ?? []).length, axes.length);
    const lengths = axes.map((axis) => x.shape[axis]);
    const ratio = asked && ratioOf(policy, asked, lengths);
    const regions = mode === 'tf_crop_and_resize' ? knownNumbers(inputs[0], 'The region') : undefined;
    const plan = axes.map((axis, index): Coordinates & { axis: number } => {
      const from = lengths[index];
      const to = asked
        ? ratio === undefined
          ? asked[index]
          : Math.round(ratio * from)
        : Math.floor(from * scales![index]);
      const region = regions && ([regions[index], regions[index + axes.length]] as const);
      return { axis, mode, from, to, scale: scales?.[index] ?? ratio ?? to / from, region };
    });
    const resized = plan.reduce((result, one) => interpolate(result, one.axis, one, kernel, manner), onDevice(x));
    return regions ? plan.reduce((result, one) => filledOutside(result, one.axis, one, fill), resized) : resized;
  };
};

/** @throws {ModelError} when there is not one number an axis */
function checkLength(given: number, axes: number): void {
  if (given === axes) return;
  throw new ModelError(`${given} scales or sizes were given for ${axes} axes.`, { argument: 'model', value: given });
}

/** The one scale of all axes, where their ratio is kept. */
function ratioOf(policy: string, sizes: readonly number[], lengths: readonly number[]): number | undefined {
  const ratios = sizes.map((size, index) => size / lengths[index]);
  if (policy === 'not_larger') return Math.min(...ratios);
  return policy === 'not_smaller' ? Math.max(...ratios) : undefined;
}

/** One value in the place of what lies outside of the input along an axis. */
function filledOutside(x: DeviceValue, axis: number, coordinates: Coordinates, fill: number): DeviceValue {
  const outside = outsideOf(coordinates);
  if (!outside.some(Boolean)) return x;
  const place = x.order[axis];
  const shape = x.stored.shape.map((length, one) => (one === place ? length : 1));
  const inside = tensor(
    outside.map((is) => Number(!is)),
    shape,
  );
  return x.withStored(add(mul(x.stored, inside), mul(sub(1, inside), fill)));
}

const plain: Manner = { antialias: false, excludesOutside: false };

/** `Upsample`: the predecessor of `Resize`. */
export const upsample: Operator = (node) => {
  const kernel = kernelOf(node, 'floor');
  const attribute = node.attribute('scales', 'floats');
  return ([x, scalesInput]) => {
    const scales = attribute ?? knownNumbers(scalesInput, 'The scale');
    return scales.reduce((result: DeviceValue, scale, axis) => {
      const from = x.shape[axis];
      return interpolate(
        result,
        axis,
        { mode: 'asymmetric', from, to: Math.floor(from * scale), scale },
        kernel,
        plain,
      );
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
function interpolate(
  x: DeviceValue,
  axis: number,
  coordinates: Coordinates,
  kernel: Kernel,
  manner: Manner,
): DeviceValue {
  const { from, to, scale } = coordinates;
  if (from === to && scale === 1 && !coordinates.region) return x;
  reserve(x.shape.with(axis, to));
  reserve([from, to]);
  const place = x.order[axis];
  const { shape } = x.stored;
  const matrix = tensor3d(interpolationMatrix(coordinates, kernel, manner), [1, to, from]);
  const inner = sizeOf(shape.slice(place + 1));
  const columns: Tensor = reshape(x.stored, [sizeOf(shape.slice(0, place)), from, inner]);
  return x.withStored(reshape(matMul(matrix, columns), shape.with(place, to)));
}
