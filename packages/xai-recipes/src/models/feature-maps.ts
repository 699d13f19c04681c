import type { GraphNode } from './graph-node';

const convolution = /Conv/;
/** What keeps a place at its place. */
const pointwise =
  /^(Cast|Identity|Relu|Relu6|LeakyRelu|PRelu|Elu|Selu|Gelu|Clip|HardSwish|Mish|Add|AddV2|AddN|Sum|Mul|Concat|ConcatV2|BatchNormalization|FusedBatchNorm\w*|InstanceNormalization|GroupNormalization|LayerNormalization)$/;
/** What takes space away. */
const pooling = /^(Global\w+Pool|ReduceMean|ReduceMax|ReduceSum|Mean|Max|Flatten|Reshape|Squeeze|Gemm|MatMul)$/;

/** What makes an output of the scores at each place. */
const finishing =
  /^(Identity|Cast|Reshape|Flatten|Squeeze|Transpose|BiasAdd|Sigmoid|Softmax|LogSoftmax|Tanh|Relu|Clip|Resize\w*|Upsample)$/;

/**
 * The values of a graph that are feature maps with a space: what convolutions give, and what goes on from these place by place, up to where space is
 * taken away. Outputs of the model are none, nor are the scores that an output which is a map itself is made of, where there are maps before them.
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
  const inside = [...maps].filter((name) => !outputs.includes(name));
  const scores = scoresBefore(nodes, outputs);
  const before = inside.filter((name) => !scores.has(name));
  return before.length > 0 ? before : inside;
}

/** What a last convolution gives to outputs, place by place, and what follows from it alone. */
function scoresBefore(nodes: readonly GraphNode[], outputs: readonly string[]): Set<string> {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const scores = new Set<string>();
  for (const output of outputs) {
    let name: string | undefined = output;
    while (name !== undefined) {
      scores.add(name);
      const { op, inputs }: Pick<GraphNode, 'op' | 'inputs'> = makers.get(name) ?? { op: '', inputs: [] };
      const computed = inputs.filter((one) => makers.has(one));
      name = finishing.test(op) && computed.length === 1 ? computed[0] : undefined;
    }
  }
  return scores;
}
