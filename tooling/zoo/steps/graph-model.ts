import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { batchesOf, inBatches, joinBatches } from 'xai-base';
import type { LoadedGraph } from 'xai-recipes';

/** A graph-model as functions of the input that is explained, which take any number of samples. */
export interface GraphFunctions {
  forward(input: Tensor): Tensor;
  /** The same, of a model whose control flow is known only when it runs. */
  forwardLater(input: Tensor): Promise<Tensor>;
  /** What it takes the softmax of at its end; undefined where there is none. */
  readonly logits?: (input: Tensor) => Tensor;
}

/** A graph-model by what is explained of it; its further inputs are given. */
export function graphFunctions({ model, json }: LoadedGraph): GraphFunctions {
  const [{ shape: [rows = -1] = [] }] = model.inputs;
  const scores = scoresBefore(json.modelTopology, model.outputs[0].name);
  return {
    forward: (input) => inBatches(input, rows, (part) => model.predict(part)),
    forwardLater: async (input) => {
      const parts: Tensor[] = [];
      for (const [part] of batchesOf([input], rows)) parts.push(await model.executeAsync(part));
      const whole = joinBatches(parts, input.shape[0]);
      dispose(parts.filter((one) => one !== whole));
      return whole;
    },
    ...(scores !== undefined && {
      logits: (input) => inBatches(input, rows, (part) => model.cutAt(scores)(part).features),
    }),
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
