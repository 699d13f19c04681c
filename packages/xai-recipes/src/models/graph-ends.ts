import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { OnnxValue } from 'onnx-format';
import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import type { RawEnd } from './end';
import type { GraphNode } from './graph-node';
import type { ModelJson } from './model-files';

/** The name of a value, without which of a node's values it is, if that is the first. */
export const nodeName = (name: string): string => name.replace(/:\d+$/, '');

/** The inputs of a graph-model as those of an ONNX file are described: an open length is a text. */
export function graphInputs({ inputs }: Pick<GraphModel, 'inputs'>): OnnxValue[] {
  return inputs.map(({ name, shape, dtype }) => ({
    name,
    type: dtype as OnnxValue['type'],
    ...(shape && { shape: shape.map((length) => ((length ?? -1) < 0 ? '' : length)) }),
  }));
}

interface Said {
  readonly name: string;
  readonly dtype?: string;
  readonly tensorShape?: {
    readonly dim?: readonly { readonly size: string | number }[];
    readonly unknownRank?: boolean;
  };
}

/** The outputs of a graph-model, with the shapes that its signature says. */
export function graphOutputs({ outputs }: Pick<GraphModel, 'outputs'>, { signature }: ModelJson): RawEnd[] {
  const said = Object.values((Object(signature).outputs ?? {}) as Readonly<Record<string, Said>>);
  return outputs.map(({ name, shape, dtype }) => {
    const { tensorShape, dtype: type = '' } = said.find((one) => nodeName(one.name) === nodeName(name)) ?? {};
    const { dim, unknownRank } = tensorShape ?? {};
    const lengths = shape ?? (unknownRank || !dim ? undefined : dim.map(({ size }) => Number(size)));
    return { name, ...(lengths && { shape: lengths }), ...typed(dtype ?? types[type]) };
  });
}

/** Types as a signature has them. */
const types: Readonly<Record<string, string | undefined>> = {
  ...{ DT_FLOAT: 'float32', DT_INT32: 'int32', DT_INT64: 'int32', DT_BOOL: 'bool', DT_STRING: 'string' },
};

const typed = (dtype?: string) => (dtype === undefined ? {} : { dtype });

/**
 * The output of a graph-model that is explained: the one asked for, or the only one, or the only one of floating-point numbers.
 *
 * @throws {RecipeError} when there is none of that name, or it is not clear which
 */
export function graphOutput(file: string, outputs: readonly RawEnd[], asked?: string): RawEnd {
  const floats = outputs.filter(({ dtype = 'float32' }) => dtype === 'float32');
  const [only, ...others] =
    asked === undefined
      ? floats.length === 1
        ? floats
        : outputs
      : outputs.filter(({ name }) => name === asked || nodeName(name) === asked);
  if (only !== undefined && others.length === 0) return only;
  const names = outputs.map(({ name }) => name);
  const expected = `recipe.model.output with one of the outputs ${listNames(names)}`;
  const guess = asked === undefined ? undefined : nearest(asked, names);
  const what =
    asked === undefined ? `${file} has ${names.length} outputs` : `${file} has no output ${describeValue(asked)}`;
  throw new RecipeError(`${what}; expected ${expected}.${guess ? ` Did you mean ${guess}?` : ''}`, {
    argument: 'recipe.model.output',
    value: asked ?? names,
    expected,
  });
}

/** What leaves values as they are, in another shape. */
const passing = /^(Identity|Reshape|Squeeze|Cast|Flatten)$/;

/** The node that an output ends in, behind which nothing but names and shapes change. */
export function endNode(nodes: readonly GraphNode[], output: string): GraphNode | undefined {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  let maker = makers.get(output) ?? makers.get(nodeName(output));
  while (maker && passing.test(maker.op)) maker = makers.get(maker.inputs[0]);
  return maker;
}

/** The nodes that an output is computed from. */
export function nodesBefore(nodes: readonly GraphNode[], output: string): GraphNode[] {
  const needed = new Set([output, nodeName(output)]);
  const found: GraphNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    found.unshift(node);
    for (const name of node.inputs) needed.add(name);
  }
  return found;
}
