import type { GraphModel } from '@tensorflow/tfjs-converter';
import { describeValue, ModelError, nearest } from 'xai-base';
import { featureMapsIn } from './feature-maps';
import { graphModelNodes } from './graph-model-nodes';
import type { Graph } from './loaded-model';
import type { ModelJson } from './model-files';

/** The graph of a graph-model, which is cut by asking for values inside of it, and giving them. */
export function graphOf(model: GraphModel, json: ModelJson): Graph {
  const nodes = graphModelNodes(json);
  const outputs = model.outputs.map(({ name }) => name.replace(/:\d+$/, ''));
  return {
    featureMaps: featureMapsIn(nodes, outputs),
    async cut(value) {
      const names = nodes.map(({ outputs: [name] }) => name);
      if (!names.includes(value)) throw notFound(value, names);
      const [{ name: input }] = model.inputs;
      const [{ name: output }] = model.outputs;
      return {
        features: (image) => one(model.execute({ [input]: image }, value)),
        classify: (maps) => one(model.execute({ [value]: maps }, output)),
      };
    },
  };
}

function one<T>(result: T | T[]): T {
  return Array.isArray(result) ? result[0] : result;
}

function notFound(value: string, names: readonly string[]): ModelError {
  const guess = nearest(value, names);
  const expected = guess ?? 'the name of a node';
  return new ModelError(
    `The graph has no value ${describeValue(value)}; ${guess ? `did you mean ${guess}?` : `expected ${expected}.`}`,
    {
      argument: 'layer',
      value,
      expected,
    },
  );
}
