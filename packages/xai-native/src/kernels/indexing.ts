import { type Attributes, int, string } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { sumRange } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import type { Value } from '../graph/value';
import { arranged, asIs, inOrder, reshaped, rows, shapeOf, type View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { choose } from './binary';
import { greater } from './comparisons';
import { cast, number } from './elementwise';
import { axesOf } from './reduction';

/** Picks elements of an axis; with batch axes, each batch picks its own. */
function gathered(graph: Graph, x: View, indices: View, axis: number, batchDims: number): View {
  const [shape, picks] = [shapeOf(x), shapeOf(indices)];
  const { type, range } = x.value;
  if (batchDims === 0) {
    const value = rows(graph, x);
    const result = [...shape.slice(0, axis), ...picks, ...shape.slice(axis + 1)];
    const places = rows(graph, cast(graph, indices, 'int32'));
    return asIs(graph.one('Gather', [value, places], { shape: result, type, range }, { axis: int(axis) }));
  }
  // the axis comes after the batch axes, and is put back to its place afterwards
  const order = shape.map((_, one) => (one === axis ? batchDims : one >= batchDims && one < axis ? one + 1 : one));
  const column = reshaped(graph, rows(graph, cast(graph, indices, 'int32')), [...picks, 1]);
  const places = cast(graph, asIs(column), 'int64').value;
  const [batch, own] = [shape.slice(0, batchDims), picks.slice(batchDims)];
  const others = shape.filter((_, one) => one >= batchDims && one !== axis);
  const output = { shape: [...batch, ...own, ...others], type, range };
  const value = graph.one('GatherND', [arranged(graph, x, order), places], output, { batch_dims: int(batchDims) });
  const before = axis - batchDims;
  return {
    value,
    order: inOrder(output.shape.length).map((one) => {
      if (one < batchDims || one >= axis + own.length) return one;
      return one < axis ? one + own.length : one - before;
    }),
  };
}

function scattered(graph: Graph, data: Value, indices: View, updates: View, isSum: boolean): View {
  const places = cast(graph, asIs(rows(graph, cast(graph, indices, 'int32'))), 'int64').value;
  const { shape, type } = data;
  const range = isSum ? sumRange(updates.value.range) : undefined;
  const attributes: Attributes = isSum ? { reduction: string('add') } : {};
  return asIs(graph.one('ScatterND', [data, places, rows(graph, updates)], { shape, type, range }, attributes));
}

/** What picks elements by their places, and puts them there. */
export const indexingKernels: KernelTable = {
  GatherNd: translation(({ inputs: { params, indices }, graph }) => {
    const [shape, picks] = [shapeOf(params), shapeOf(indices)];
    const depth = picks[picks.length - 1];
    const places = cast(graph, asIs(rows(graph, cast(graph, indices, 'int32'))), 'int64').value;
    const { type, range } = params.value;
    const output = { shape: [...picks.slice(0, -1), ...shape.slice(depth)], type, range };
    return asIs(graph.one('GatherND', [rows(graph, params), places], output));
  }),
  GatherV2: translation<{ axis: number; batchDims?: number }>(({ inputs: { x, indices }, attrs, graph }) =>
    gathered(graph, x, indices, axesOf(attrs.axis, x.order.length)[0], attrs.batchDims ?? 0),
  ),
  ScatterNd: translation<{ shape: number[] }>(({ inputs: { indices, updates }, attrs: { shape }, graph }) =>
    scattered(graph, graph.fill(0, shape, updates.value.type), indices, updates, true),
  ),
  TensorScatterUpdate: translation(({ inputs: { tensor, indices, updates }, graph }) =>
    scattered(graph, rows(graph, tensor), indices, updates, false),
  ),
  UnsortedSegmentSum: translation<{ numSegments: number }>(({ inputs: { x, segmentIds }, attrs, graph }) => {
    const { numSegments } = attrs;
    const count = sizeOf(shapeOf(segmentIds));
    const row = shapeOf(x).slice(segmentIds.order.length);
    const ids = asIs(reshaped(graph, rows(graph, segmentIds), [count, 1]));
    // rows of negative segments go to one behind the last, which is cut off
    const isNegative = greater(graph, number(graph, 0, 'int32'), ids);
    const places = choose(graph, isNegative, number(graph, numSegments, 'int32'), ids);
    const zeros = graph.fill(0, [numSegments + 1, ...row], x.value.type);
    const updates = asIs(reshaped(graph, rows(graph, x), [count, ...row]));
    const { value } = scattered(graph, zeros, places, updates, true);
    const cut = [[0], [numSegments], [0], [1]].map((list) => graph.integers(list));
    const { type, range } = value;
    return asIs(graph.one('Slice', [value, ...cut], { shape: [numSegments, ...row], type, range }));
  }),
};
