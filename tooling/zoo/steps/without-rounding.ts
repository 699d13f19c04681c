import { readFile } from 'node:fs/promises';
import { int, makeNode, type OnnxGraph, type OnnxNode, type OnnxTensor, readModel, writeModel } from 'onnx-format';

const float16 = 10;
const float32 = 1;

/**
 * A network of 16 or 8 bits as one of 32, for onnxruntime: casts to float16 become casts to float32, and convolutions of what is quantized while it runs take that as it is. What
 * operators here leave out, the rounding of values inside, is left out of the file.
 *
 * @returns undefined for a file that rounds nothing
 */
export async function withoutRounding(file: string): Promise<Uint8Array | undefined> {
  const model = readModel(await readFile(file));
  const { graph } = model;
  const rounds = (node: OnnxNode) => isToHalf(node) || node.op === 'DynamicQuantizeLinear';
  if (!graph.nodes.some(rounds)) return undefined;
  const constants = new Map<string, OnnxTensor>(graph.initializers);
  const nodes = graph.nodes.flatMap((node) => unrounded(node, constants));
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
  const initializers = new Map([...constants].filter(([name]) => taken.has(name)));
  return writeModel({ ...model, graph: { ...graph, nodes, initializers } as OnnxGraph });
}

const isToHalf = ({ op, attributes: { to } }: OnnxNode): boolean => op === 'Cast' && to?.value === float16;

/** What takes the place of a node. */
function unrounded(node: OnnxNode, initializers: Map<string, OnnxTensor>): OnnxNode[] {
  const { op, inputs, outputs, attributes } = node;
  if (isToHalf(node)) return [{ ...node, attributes: { ...attributes, to: int(float32) } }];
  if (op === 'DynamicQuantizeLinear') {
    const [values, scale, zero] = outputs;
    initializers.set(scale, { type: 'float32', shape: [], data: Float32Array.of(1) });
    initializers.set(zero, { type: 'float32', shape: [], data: Float32Array.of(0) });
    return [makeNode('Identity', inputs, [values])];
  }
  if (op !== 'ConvInteger') return [node];
  const [x, filter, , zero] = inputs;
  initializers.set(filter, centred(initializers.get(filter), initializers.get(zero)));
  return [{ ...node, op: 'Conv', inputs: [x, filter] }];
}

/** Weights less their zero point, as numbers of 32 bits. */
function centred(weights: OnnxTensor | undefined, zero: OnnxTensor | undefined): OnnxTensor {
  if (!weights || (zero && zero.data.length !== 1))
    throw new Error('weights of a convolution that are no constants of one zero point');
  const data = Float32Array.from(weights.data as ArrayLike<number>, (one) => one - Number(zero?.data[0] ?? 0));
  return { type: 'float32', shape: weights.shape, data };
}
