import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { CuttableModel } from 'explainable-ai';
import { describeValue, ModelError, nearest } from 'xai-base';
import { graphModelNodes } from './graph-model-nodes';
import type { ModelJson } from './model-files';

/** A graph-model that can be cut at a value inside of it: by asking for that value, and by giving it. */
export function cuttable(model: GraphModel, json: ModelJson): GraphModel & CuttableModel {
  const names = graphModelNodes(json).map(({ outputs: [name] }) => name);
  const [{ name: input }] = model.inputs;
  const [{ name: output }] = model.outputs;
  const cutAt: CuttableModel['cutAt'] = (value) => {
    if (!names.includes(value)) throw notFound(value, names);
    return (image) => ({
      features: one(model.execute({ [input]: image }, value)),
      rest: (maps) => one(model.execute({ [input]: image, [value]: maps }, output)), // ways past the value go on
    });
  };
  return Object.assign(model, { cutAt });
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
