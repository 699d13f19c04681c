import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { OnnxGraph, OnnxNode, OnnxTensor } from 'onnx-format';
import { changedWeights, type ModelWeights, TensorBag } from 'xai-base';
import type { DifferentiableModel } from './differentiable-model';

/** The float weights of a graph, by the nodes that compute with them; a model that has others is read anew for the work. */
export function onnxWeights(
  { initializers }: OnnxGraph,
  nodes: readonly OnnxNode[],
  read: (initializers: ReadonlyMap<string, OnnxTensor>) => DifferentiableModel,
): ModelWeights {
  const groups = groupsOf(nodes, initializers);
  return {
    names: [...groups.keys()],
    async under(change, work) {
      const others = new Map(initializers);
      for (const [name, weights] of groups) {
        const bag = new TensorBag();
        try {
          const own = bag.addAll(weights.map((weight) => tensorOf(initializers.get(weight) as OnnxTensor)));
          const changed = bag.addAll([...((await changedWeights(change, name, own)) ?? [])]);
          for (const [index, one] of changed.entries())
            others.set(weights[index], {
              type: 'float32',
              shape: one.shape,
              data: Float32Array.from(await one.data()),
            });
        } finally {
          bag.dispose();
        }
      }
      const model = read(others);
      try {
        return await work(model);
      } finally {
        model.dispose();
      }
    },
  };
}

/** The names of the weights of each node that computes with some, in the order of evaluation. */
function groupsOf(
  nodes: readonly OnnxNode[],
  initializers: ReadonlyMap<string, OnnxTensor>,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  for (const node of nodes) {
    const weights = node.inputs.filter((name) => isWeight(initializers.get(name)) && !taken.has(name));
    for (const name of weights) taken.add(name);
    if (weights.length > 0) groups.set(groups.has(node.name) || !node.name ? node.outputs[0] : node.name, weights);
  }
  return groups;
}

/** What was learned is of floats, and more than one number. */
function isWeight(found: OnnxTensor | undefined): boolean {
  return found?.type === 'float32' && found.shape.reduce((product, length) => product * length, 1) > 1;
}

const tensorOf = ({ data, shape }: OnnxTensor): Tensor => tensor(data as Float32Array, [...shape], 'float32');
