import { sizeOf } from './size-of';
import type { Node } from './value';

/** How many multiplications the convolutions and the products of matrices of a graph take. */
export function multiplications(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + ofNode(node), 0);
}

function ofNode({ op: name, inputs: [first, second], outputs: [output], attributes }: Node): number {
  const op = name.slice(name.indexOf(':') + 1); // whatever the domain
  if (!first || !second) return 0;
  const aFilter = sizeOf(second.shape.slice(1));
  if (op === 'Conv') return sizeOf(output.shape) * aFilter;
  if (op === 'ConvTranspose') return sizeOf(first.shape) * aFilter;
  if (op === 'Gemm') return (sizeOf(output.shape) * sizeOf(first.shape)) / output.shape[0]; // one may be turned
  if (op === 'FusedMatMul') return sizeOf(output.shape) * (first.shape.at(attributes.transA?.value ? -2 : -1) ?? 1);
  if (op === 'MatMul') return sizeOf(output.shape) * (first.shape.at(-1) ?? 1);
  return 0;
}
