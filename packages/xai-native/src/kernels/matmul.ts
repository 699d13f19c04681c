import { int } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { productSumRange } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import { arranged, asIs, inOrder, reshaped, rows, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { activated, type FusedActivation } from './activations';
import { sumOf } from './binary';
import { broadcastShape } from './elementwise';

interface ProductAttributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** The product of the matrices on the last two axes; axes before them broadcast. */
function product(graph: Graph, a: View, b: View, { transposeA = false, transposeB = false }: ProductAttributes): View {
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  const height = shapeA[shapeA.length - (transposeA ? 1 : 2)];
  const width = shapeB[shapeB.length - (transposeB ? 2 : 1)];
  const batch = broadcastShape([shapeA.slice(0, -2), shapeB.slice(0, -2)]);
  const range = productSumRange(a.value.range, b.value.range);
  const output = { type: 'float32', range } as const;
  if (batch.every((length) => length === 1)) {
    const flat = (view: View, shape: number[]) => reshaped(graph, rows(graph, view), shape.slice(-2));
    const plane = graph.one(
      'Gemm',
      [flat(a, shapeA), flat(b, shapeB)],
      { ...output, shape: [height, width] },
      {
        transA: int(Number(transposeA)),
        transB: int(Number(transposeB)),
      },
    );
    return asIs(reshaped(graph, plane, [...batch, height, width]));
  }
  const turned = (view: View, isTurned: boolean) => {
    const order = inOrder(view.order.length);
    return arranged(graph, view, isTurned ? [...order.slice(0, -2), order.length - 1, order.length - 2] : order);
  };
  const inputs = [turned(a, transposeA), turned(b, transposeB)];
  return asIs(graph.one('MatMul', inputs, { ...output, shape: [...batch, height, width] }));
}

function matMul({ inputs: { a, b }, attrs, graph }: KernelCall<ProductAttributes>): View {
  return product(graph, a, b, attrs);
}

/** Products of matrices. */
export const matMulKernels: KernelTable = {
  BatchMatMul: translation(matMul),
  _FusedMatMul: translation<ProductAttributes & FusedActivation>((call) => {
    const { inputs, attrs, graph } = call;
    const { bias, preluActivationWeights } = inputs;
    const plain = matMul(call);
    const shape = shapeOf(plain);
    if (bias && sizeOf(shapeOf(bias)) === shape[2] && shape[0] === 1) {
      const row = asIs(reshaped(graph, rows(graph, bias), [1, shape[2]]));
      const sum = sumOf(graph, asIs(reshaped(graph, rows(graph, plain), shape.slice(1))), row);
      const result = activated(graph, sum, attrs, preluActivationWeights);
      return asIs(reshaped(graph, rows(graph, result), shape));
    }
    return activated(graph, bias ? sumOf(graph, plain, bias) : plain, attrs, preluActivationWeights);
  }),
};
