import { Unsupported } from '../../operators/unsupported';
import { positiveAxes } from '../../operators/values/indices';
import { knownNumbers } from '../../operators/values/known';
import { compose, identity } from '../../operators/values/permute';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput, type LayerValue, type OpenShape } from '../layer-values';
import { DirectedOutput, StepsOutput } from '../recurrent-values';
import { inShape, reshaped } from './in-shape';
import { soleInput } from './input';

const axesOf = ({ node, constants }: Build): readonly number[] | undefined =>
  node.ints('axes') ?? (constants[1] && knownNumbers(constants[1], 'The axes'));

/** Takes axes of length 1 away; the others stay where they are stored. */
export const squeeze: LayerBuilder = (build) => {
  const value = soleInput(build);
  const { shape, order } = value;
  const asked = axesOf(build);
  const given = asked && positiveAxes(asked, shape.length);
  const long = given?.find((axis) => shape[axis] !== 1);
  if (long !== undefined) throw new Unsupported(`of the axis ${long}, of length ${shape[long]}`);
  const axes = given ?? shape.flatMap((length, axis) => (length === 1 ? [axis] : []));
  if (value instanceof DirectedOutput && String(axes) === String(value.kind === 'last' ? 0 : 1))
    return withoutDirections(value);
  const kept = shape.filter((_, axis) => !axes.includes(axis));
  if (kept.length === 2) return inShape(build, kept);
  const symbol = value.storedIn(order, build.maker);
  const places = identity(order.length).filter((place) => !axes.includes(order.indexOf(place)));
  const stored = places.map((place) => symbol.shape[place]);
  const left = order.filter((_, axis) => !axes.includes(axis)).map((place) => places.indexOf(place));
  return reshaped(build, symbol, stored, left);
};

/** Adds axes of length 1, each stored beside the axis that ONNX sees next to it. */
export const unsqueeze: LayerBuilder = (build) => {
  const value = soleInput(build);
  const given = axesOf(build) ?? [];
  const rank = value.shape.length + given.length;
  const axes = positiveAxes(given, rank).sort((a, b) => a - b);
  const symbol = value.storedIn(value.order, build.maker);
  let stored: OpenShape = symbol.shape;
  let order = [...value.order];
  for (const axis of axes) {
    const place = axis < order.length ? order[axis] : order[axis - 1] + 1;
    stored = stored.toSpliced(place, 0, 1);
    order = order.map((one) => (one < place ? one : one + 1)).toSpliced(axis, 0, place);
  }
  return reshaped(build, symbol, stored, order);
};

/** A transposition, which no layer does before one needs its result. */
export const transpose: LayerBuilder = (build) => {
  const value = soleInput(build);
  const order = build.node.ints('perm') ?? identity(value.shape.length).reverse();
  if (value instanceof StepsOutput) return new StepsOutput(value.recurrent, compose(value.order, order));
  if (value instanceof DirectedOutput && value.kind === 'steps' && String(order) === '0,2,1,3') {
    return new DirectedOutput(value.recurrent, 'joined steps');
  }
  const symbol = value.storedIn(value.order, build.maker);
  return new LayerOutput(symbol, compose(value.order, order));
};

/** The output of a recurrent node of one direction. */
function withoutDirections(value: DirectedOutput): LayerValue {
  if (value.recurrent.directions > 1) throw new Unsupported('of two directions');
  return value.joined;
}
