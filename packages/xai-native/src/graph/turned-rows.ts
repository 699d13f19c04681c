import type { Graph } from './graph';
import { sizeOf } from './size-of';
import { isKnown, type Node, producer, type Value } from './value';
import { reshaped, transposed } from './view';

/** Up to so many elements of a matrix are laid out anew; a larger one would be in memory twice, and is multiplied longer than what it is multiplied with is turned. */
const largestMatrix = 2 ** 18;

/**
 * Images that are turned and flattened, then multiplied by a known matrix, such as the first dense layer behind convolutions: flattened as they are, and multiplied by
 * a matrix whose rows lie in their order.
 */
export function productOfTurned(graph: Graph, { inputs, attributes, outputs: [output] }: Node): Value | undefined {
  const [flat, matrix, ...bias] = inputs as Value[];
  const turned = producer(flat, 'Reshape')?.inputs[0];
  const turn = turned && producer(turned, 'Transpose');
  if (!turn || Number(attributes.transA?.value ?? 0) || !canLayOut(matrix)) return undefined;
  const order = orderOf(turn);
  if (!order || flat.shape[0] !== turned.shape[0]) return undefined;
  const inverse = order.map((_, axis) => order.indexOf(axis));
  const isTurned = Boolean(Number(attributes.transB?.value ?? 0));
  const rows = rowsInOrder(graph, matrix, isTurned ? 1 : 0, turned.shape.slice(1), inverse);
  const image = reshaped(graph, turn.inputs[0] as Value, flat.shape);
  return graph.one('Gemm', [image, rows, ...bias], output, attributes);
}

/**
 * The other way round, for gradients: images that a product with a known matrix gives, and that are turned then.
 *
 * @param product the only use of whose result is the turned image
 */
export function turnedProduct(graph: Graph, turn: Node, product: Node | undefined): Value | undefined {
  const [image] = turn.inputs as Value[];
  const [, matrix, bias] = (product?.inputs ?? []) as Value[];
  const order = orderOf(turn);
  if (!product || bias || !order || !canLayOut(matrix) || image.shape[0] !== product.outputs[0].shape[0])
    return undefined;
  const isTurned = Boolean(Number(product.attributes.transB?.value ?? 0));
  const columns = rowsInOrder(graph, matrix, isTurned ? 0 : 1, image.shape.slice(1), order);
  const [flat] = product.outputs;
  const result = graph.one('Gemm', [product.inputs[0], columns], flat, product.attributes);
  return reshaped(graph, result, turn.outputs[0].shape);
}

function canLayOut(matrix: Value): boolean {
  return isKnown(matrix) && sizeOf(matrix.shape) <= largestMatrix;
}

/** How a turn arranges the axes of each sample; none, if it takes them elsewhere. */
function orderOf({ attributes }: Node): number[] | undefined {
  const [first, ...rest] = attributes.perm.value as readonly number[];
  return first === 0 ? rest.map((axis) => axis - 1) : undefined;
}

/** A matrix one of whose axes is that of flattened images of a shape, with these turned. */
function rowsInOrder(graph: Graph, matrix: Value, axis: 0 | 1, shape: readonly number[], order: readonly number[]) {
  const rank = shape.length;
  const full = axis === 0 ? [...shape, matrix.shape[1]] : [matrix.shape[0], ...shape];
  const permutation = axis === 0 ? [...order, rank] : [0, ...order.map((place) => place + 1)];
  return reshaped(graph, transposed(graph, reshaped(graph, matrix, full), permutation), matrix.shape);
}
