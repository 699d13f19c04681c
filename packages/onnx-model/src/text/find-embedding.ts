import type { OnnxNode } from 'onnx-format';
import { ModelError } from 'xai-base';
import { neededNodes } from '../reader/needed-nodes';

/** What passes ids on as they are. */
const passing = new Set(['Cast', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Clip', 'Max']);

/** What looks rows of a table up: by operator, which of its inputs has the indices. */
const lookups: Readonly<Record<string, number>> = { Gather: 1, GatherBlockQuantized: 1, EmbedLayerNormalization: 0 };

/** What makes numbers of looked-up ones of few bits. */
const restoring = new Set(['DequantizeLinear', 'Cast']);

/**
 * Where the words of a graph become numbers: the value that a lookup by the ids gives, of numbers with a fraction. An embedding that is fused with
 * the normalization after it is taken after this.
 *
 * @param nodes in the order of evaluation, functions inlined
 * @param ids the name of the input with the ids
 * @param output what the graph computes
 * @throws {ModelError} when nothing is looked up by the ids
 */
export function findEmbedding(nodes: readonly OnnxNode[], ids: string, output: string): string {
  const carriers = new Set([ids]);
  for (const node of neededNodes(nodes, output, new Set())) {
    const indices = node.inputs[lookups[node.op] ?? -1];
    if (indices !== undefined && carriers.has(indices)) return restored(nodes, node.outputs[0]);
    if (passing.has(node.op) && carriers.has(node.inputs[0])) carriers.add(node.outputs[0]);
  }
  const expected = 'a lookup (Gather) by the ids of the tokens';
  const message =
    `No embedding was found: nothing in the graph looks a table up by ${ids}. ` +
    `Name it: TextModel.fromOnnx(file, tokenizer, { embedding: 'name of a value' }).`;
  throw new ModelError(message, { argument: 'source', value: ids, expected });
}

/** A looked-up value after its scale has been applied, where a node of its own does that. */
function restored(nodes: readonly OnnxNode[], name: string): string {
  const users = nodes.filter(({ inputs }) => inputs[0] === name);
  const [user] = users;
  return users.length === 1 && restoring.has(user.op) ? restored(nodes, user.outputs[0]) : name;
}
