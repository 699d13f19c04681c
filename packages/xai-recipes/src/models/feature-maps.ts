import type { GraphNode } from './graph-node';

const convolution = /Conv/;
/** What keeps a place at its place. */
const pointwise =
  /^(Cast|Identity|Relu|Relu6|LeakyRelu|PRelu|Elu|Selu|Gelu|Clip|HardSwish|Mish|Add|AddV2|AddN|Sum|Mul|Concat|ConcatV2|BatchNormalization|FusedBatchNorm\w*|InstanceNormalization|GroupNormalization|LayerNormalization)$/;
/** What takes space away. */
const pooling = /^(Global\w+Pool|ReduceMean|ReduceMax|ReduceSum|Mean|Max|Flatten|Reshape|Squeeze|Gemm|MatMul)$/;

/**
 * The values of a graph that are feature maps with a space: what convolutions give, and what goes on from these place by place, up to where space is
 * taken away. Outputs of the model are none.
 *
 * @param nodes in the order in which they run
 * @param outputs of the model
 */
export function featureMapsIn(nodes: readonly GraphNode[], outputs: readonly string[]): string[] {
  const maps = new Set<string>();
  const withoutSpace = new Set<string>();
  const made = new Set(nodes.flatMap((node) => node.outputs));
  for (const { op, inputs, outputs: given } of nodes) {
    const computed = inputs.filter((name) => made.has(name));
    const isFlat = computed.length > 0 && computed.every((name) => withoutSpace.has(name));
    if (isFlat || (pooling.test(op) && computed.some((name) => maps.has(name)))) {
      for (const name of given) withoutSpace.add(name);
    } else if (convolution.test(op) || (pointwise.test(op) && computed.some((name) => maps.has(name)))) {
      if (given[0]) maps.add(given[0]);
    }
  }
  return [...maps].filter((name) => !outputs.includes(name));
}
