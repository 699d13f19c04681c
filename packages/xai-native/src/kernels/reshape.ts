import type { Graph } from '../graph/graph';
import { asIs, lying, reshaped, rows, shapeOf, type View } from '../graph/view';

/** The tensor in another shape. */
export function inShape(graph: Graph, x: View, shape: readonly number[]): View {
  const given = shapeOf(x);
  if (String(given) === String(shape) && given.length === shape.length) return x;
  return inUnitShape(graph, x, shape) ?? asIs(reshaped(graph, rows(graph, x), shape));
}

/** A shape that only has more or fewer axes of length 1: the tensor can stay as it lies. */
function inUnitShape(graph: Graph, x: View, shape: readonly number[]): View | undefined {
  const given = shapeOf(x);
  const long = (lengths: readonly number[]) => lengths.flatMap((length, axis) => (length === 1 ? [] : [axis]));
  const [from, to] = [long(given), long(shape)];
  if (String(from.map((axis) => given[axis])) !== String(to.map((axis) => shape[axis]))) return undefined;
  const places = from.map((axis) => x.order[axis]); // where the long axes lie
  if (places.every((place, index) => index === 0 || places[index - 1] < place)) return undefined;
  const sorted = [...places].sort((a, b) => a - b);
  const ones = shape.flatMap((length, axis) => (length === 1 ? [axis] : []));
  const order = new Array<number>(shape.length);
  // a batch of one stays in front, all other new axes of length 1 go behind
  const leading = ones.filter((axis) => axis < (to[0] ?? 0));
  leading.forEach((axis, index) => {
    order[axis] = index;
  });
  to.forEach((axis, index) => {
    order[axis] = leading.length + sorted.indexOf(places[index]);
  });
  ones.slice(leading.length).forEach((axis, index) => {
    order[axis] = leading.length + to.length + index;
  });
  return { value: reshaped(graph, x.value, lying(shape, order)), order };
}
