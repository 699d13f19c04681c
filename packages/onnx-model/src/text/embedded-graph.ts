import { type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { TensorBag } from 'xai-base';
import type { DifferentiableModel } from '../reader/differentiable-model';
import { graphValue, inputsOf, outputsOf } from '../reader/graph-value';
import { inlineFunctions } from '../reader/inline-functions';
import { readFile } from '../reader/read-file';
import { readOnnx } from '../reader/read-onnx';
import { type OnnxSource, readSource } from '../session/read-source';
import type { ValueInfo } from '../session/value-info';
import { textOutput } from './choose-output';
import { findEmbedding } from './find-embedding';
import type { TextModelOptions } from './options';
import { type TextInputRole, textInputs } from './text-inputs';

/** A graph of a text model, cut at its embedding. */
export interface EmbeddedGraph {
  /** From ids to their embedding. */
  readonly head: DifferentiableModel;
  /** From embeddings to the output. */
  readonly tail: DifferentiableModel;
  readonly roles: ReadonlyMap<TextInputRole, readonly ValueInfo[]>;
  readonly ids: ValueInfo;
  readonly output: ValueInfo;
}

/** Reads a graph, and cuts it where its words become numbers. */
export async function readEmbeddedGraph(given: OnnxSource, options: TextModelOptions): Promise<EmbeddedGraph> {
  const { externalData, fixedInputs = {} } = options;
  const source = externalData ? given : (await readSource(given)).bytes;
  const { model } = await readFile(source, externalData);
  const outputs = outputsOf(model.graph);
  const nodes = inlineFunctions(model);
  const output =
    options.output === undefined ? textOutput(outputs) : graphValue('output', options.output, outputs, nodes);
  const roles = textInputs(inputsOf(model.graph), options.ids, Object.keys(fixedInputs));
  const [ids] = roles.get('ids') as ValueInfo[];
  const embedding = options.embedding ?? findEmbedding(nodes, ids.name, output.name);
  const bag = new TensorBag();
  try {
    const withoutPast = (roles.get('branch') ?? []).map(({ name, shape }) => {
      return [name, bag.add(tensor([0], shape.length === 0 ? [] : [1], 'bool'))] as const;
    });
    const fixed = { ...fixedInputs, ...Object.fromEntries(withoutPast) };
    const shared = { externalData, fixedInputs: fixed };
    const head = bag.add(await readOnnx(source, { ...shared, input: ids.name, output: embedding }));
    const tail = await readOnnx(source, { ...shared, input: embedding, output: output.name });
    bag.release(head);
    return { head, tail, roles, ids, output };
  } finally {
    bag.dispose();
  }
}

/** The inputs that say that nothing came before a text: an empty past, of as many samples, and the steps of its tokens. Call it inside `tidy`. */
export function emptyPast(roles: EmbeddedGraph['roles'], samples: number, length: number): Record<string, Tensor> {
  const past = (roles.get('past') ?? []).map(({ name, shape }) => {
    const lengths = shape.map((size, axis) => (axis === 0 ? samples : typeof size === 'number' ? size : 0));
    return [name, zeros(lengths)] as const;
  });
  const steps = (roles.get('steps') ?? []).map(({ name }) => {
    return [name, tensor(Array.from({ length }, (_, at) => at), [length], 'int32')] as const; // biome-ignore format: one idea
  });
  return Object.fromEntries([...past, ...steps]);
}
