import type { GraphModel } from '@tensorflow/tfjs-converter';
import { cast, dispose, type Tensor } from '@tensorflow/tfjs-core';
import { batchesOf, inBatches, joinBatches } from 'xai-base';

/** A graph-model as functions of its first input, which take any number of samples. */
export interface GraphFunctions {
  /** Its first output of floating-point numbers. */
  forward(input: Tensor): Tensor;
  /** The same, of a model whose control flow is known only when it runs. */
  forwardLater(input: Tensor): Promise<Tensor>;
  /** What it takes the softmax of at its end; undefined where there is none. */
  readonly logits?: (input: Tensor) => Tensor;
}

/** @param topology the nodes of its graph, as its file has them */
export function graphFunctions(model: GraphModel, topology: unknown): GraphFunctions {
  const [{ name, dtype, shape = [] }] = model.inputs;
  const [rows = -1] = shape;
  const floats = model.outputs.filter((one) => one.dtype === 'float32');
  const [{ name: output }] = floats.length > 0 ? floats : model.outputs;
  const given = (input: Tensor) => ({ [name]: dtype === 'int32' ? cast(input, 'int32') : input });
  const upTo = (value: string) => (input: Tensor) =>
    inBatches(input, rows, (part) => model.execute(given(part), value) as Tensor);
  const scores = scoresBefore(topology, output);
  return {
    forward: upTo(output),
    forwardLater: async (input) => {
      const parts: Tensor[] = [];
      for (const [part] of batchesOf([input], rows)) {
        const values = given(part);
        parts.push((await model.executeAsync(values, output)) as Tensor);
        dispose(Object.values(values).filter((one) => one !== input));
      }
      const whole = joinBatches(parts, input.shape[0]);
      dispose(parts.filter((one) => one !== whole));
      return whole;
    },
    ...(scores !== undefined && { logits: upTo(scores) }),
  };
}

/** The node that the softmax at the end of a graph takes. */
function scoresBefore(topology: unknown, output: string): string | undefined {
  const { node: nodes = [] } = topology as { node?: { name: string; op: string; input?: string[] }[] };
  const find = (name = '') => nodes.find((one) => one.name === name.replace(/:\d+$/, ''));
  let last = find(output);
  while (last && ['Identity', 'Reshape'].includes(last.op)) last = find(last.input?.[0]);
  return last?.op === 'Softmax' ? last.input?.[0] : undefined;
}
