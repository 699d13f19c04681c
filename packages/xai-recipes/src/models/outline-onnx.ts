import { OnnxFormatError, type OnnxGraph, readModel } from 'onnx-format';
import type { Files } from '../files/files';
import { readBytes } from '../files/read-file';
import { type End, toEnd } from './end';
import { externalDataOf } from './external-data-of';
import { featureMapsIn } from './feature-maps';
import { endNode } from './graph-ends';
import { inputMeaning, outputMeaning } from './meanings';
import { onnxLayout } from './onnx-layout';
import { embeddingsIn, hasTrees, onnxNodes } from './onnx-nodes';
import type { InputOutline, ModelOutline, OutputOutline } from './outline';
import { wrong } from './wrong';

/** The outline of an ONNX file, by its graph alone: also of one that nothing here can run. */
export async function outlineOnnx(files: Files, source: string, externalData = false): Promise<ModelOutline> {
  const bytes = await readBytes(files, source, 'the model');
  const graph = graphOf(source, bytes, externalData ? await externalDataOf(files, { name: source, bytes }) : undefined);
  const outputs = graph.outputs.map(({ name }) => name);
  const embeddings = embeddingsIn(graph);
  const lookedUp = idsOf(graph);
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name)).map(toEnd);
  return {
    source,
    format: 'onnx',
    inputs: inputs.map((end) => inputOutline(end, graph, lookedUp)),
    outputs: graph.outputs
      .map(toEnd)
      .map((end) => ({ ...end, meaning: outputMeaning(end), ...endOf(end.name, graph) })),
    embeddings,
    featureMaps: featureMapsIn(onnxNodes(graph), outputs),
    values: onnxNodes(graph).flatMap((node) => node.outputs.filter((name) => name !== '' && !outputs.includes(name))),
    isOfTrees: hasTrees(graph),
  };
}

function inputOutline(end: End, graph: OnnxGraph, lookedUp: readonly string[]): InputOutline {
  const meaning = inputMeaning(end, lookedUp.includes(end.name));
  const hasChannels = meaning === 'image' || meaning === 'series';
  return { ...end, meaning, ...(hasChannels && { layout: onnxLayout(graph, end.name, end.shape) }) };
}

function graphOf(source: string, bytes: Uint8Array, external?: ReadonlyMap<string, Uint8Array>): OnnxGraph {
  try {
    return readModel(bytes, external).graph;
  } catch (cause) {
    if (!(cause instanceof OnnxFormatError)) throw cause;
    throw wrong(source, `cannot be read: ${cause.message.replace(/\.$/, '')}`, 'a whole ONNX file', cause);
  }
}

/** The values by which an embedding is looked up, as they come in. */
function idsOf({ nodes, initializers }: OnnxGraph): string[] {
  const makers = new Map(nodes.map((node) => [node.outputs[0], node]));
  const gathered = nodes.filter(
    ({ op, inputs: [table] }) => op === 'Gather' && initializers.get(table)?.shape.length === 2,
  );
  return gathered.map(({ inputs: [, ids] }) => {
    let name = ids;
    for (let maker = makers.get(name); maker && /^(Cast|Identity)$/.test(maker.op); maker = makers.get(name))
      [name] = maker.inputs;
    return name;
  });
}

/** What makes scores of logits, behind which nothing but names and shapes change. */
function endOf(output: string, graph: OnnxGraph): Pick<OutputOutline, 'end'> {
  const op = endNode(onnxNodes(graph), output)?.op;
  if (op === 'Softmax') return { end: 'softmax' };
  return op === 'Sigmoid' ? { end: 'sigmoid' } : {};
}
