import { type GraphModel, loadGraphModelSync } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Record<string, unknown>;
}

interface Weight {
  readonly name: string;
  readonly shape: number[];
  readonly values: readonly number[];
}

const float = { type: 'DT_FLOAT' };
const flag = { b: false };

/** A graph model from its nodes and float32 weights; the caller disposes of it. */
export function graphModel(nodes: readonly GraphNode[], weights: readonly Weight[] = []): GraphModel {
  const constants = weights.map(({ name }) => ({ name, op: 'Const', attr: { dtype: float } }));
  const artifacts: io.ModelArtifacts = {
    modelTopology: { node: [...nodes, ...constants], versions: {} },
    weightSpecs: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
    weightData: new Float32Array(weights.flatMap(({ values }) => values)).buffer as ArrayBuffer,
  };
  return loadGraphModelSync({ load: () => artifacts }) as GraphModel;
}

/** A graph's input. */
export function placeholder(name: string, lengths: number[], type = 'DT_FLOAT'): GraphNode {
  const shape = { dim: lengths.map((size) => ({ size: String(size) })) };
  return { name, op: 'Placeholder', attr: { dtype: { type }, shape: { shape } } };
}

/** `[batch, 2]` times `[[1, 2, 3], [4, 5, 6]]`. */
export function linearGraphModel(batch = -1): GraphModel {
  const product = {
    name: 'y',
    op: 'MatMul',
    input: ['x', 'w'],
    attr: { T: float, transpose_a: flag, transpose_b: flag },
  };
  return graphModel(
    [placeholder('x', [batch, 2]), product],
    [{ name: 'w', shape: [2, 3], values: [1, 2, 3, 4, 5, 6] }],
  );
}

/** Twice an int32 input `[batch, 2]`, as float32. */
export function integerGraphModel(): GraphModel {
  return graphModel([
    placeholder('x', [-1, 2], 'DT_INT32'),
    { name: 'f', op: 'Cast', input: ['x'], attr: { SrcT: { type: 'DT_INT32' }, DstT: float } },
    { name: 'y', op: 'AddV2', input: ['f', 'f'], attr: { T: float } },
  ]);
}

/** The input itself, by way of control flow. */
export function controlFlowGraphModel(batch = -1): GraphModel {
  return graphModel(
    [
      placeholder('x', [batch, 2]),
      { name: 'zero', op: 'Sub', input: ['w', 'w'], attr: { T: float } },
      { name: 'always', op: 'Equal', input: ['zero', 'zero'], attr: { T: float } },
      { name: 'switch', op: 'Switch', input: ['x', 'always'], attr: { T: float } },
      { name: 'merge', op: 'Merge', input: ['switch', 'switch:1'], attr: { T: float } },
      { name: 'y', op: 'Identity', input: ['merge'], attr: { T: float } },
    ],
    [{ name: 'w', shape: [], values: [1] }],
  );
}

/** The sum of two inputs, x and z. */
export function twoInputGraphModel(batch = -1): GraphModel {
  return graphModel([
    placeholder('x', [batch, 2]),
    placeholder('z', [batch, 2]),
    { name: 'y', op: 'AddV2', input: ['x', 'z'], attr: { T: float } },
  ]);
}
