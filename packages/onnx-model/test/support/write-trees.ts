import { type Attribute, type Attributes, ints, makeNode, type OnnxNode, writeModel } from 'onnx-format';

/** A node of a tree as it is drawn: a leaf with a weight for each output, or a branch. */
type Drawn =
  | { readonly weights: readonly number[] }
  | {
      readonly feature: number;
      readonly mode: string;
      readonly value: number;
      readonly tracks: number;
      readonly ends: readonly [Drawn, Drawn];
    };

/** What to write. */
export interface Written {
  readonly trees: readonly Drawn[];
  readonly columns: number;
  /** The ids of the outputs that the leaves' weights are for. */
  readonly ids: readonly number[];
  /** How many classes there are; without them, it is a regressor of as many targets as `ids`. */
  readonly classes?: number;
  readonly more?: Attributes;
  readonly before?: readonly OnnxNode[];
  readonly behind?: readonly OnnxNode[];
}

const modes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'];

/** A tree at random, its thresholds halves from -1 to 1. */
export function drawTree(next: () => number, columns: number, outputs: number, depth: number, lowest = -1): Drawn {
  if (depth === 0 || next() < 0.15) {
    return { weights: Array.from({ length: outputs }, () => Math.fround(lowest + next() * (1 - lowest))) };
  }
  return {
    feature: Math.floor(next() * columns),
    mode: modes[Math.floor(next() * modes.length)],
    value: Math.floor(next() * 5) / 2 - 1,
    tracks: next() < 0.5 ? 1 : 0,
    ends: [drawTree(next, columns, outputs, depth - 1, lowest), drawTree(next, columns, outputs, depth - 1, lowest)],
  };
}

export const floatList = (value: readonly number[]): Attribute => ({ type: 'floats', value });
export const texts = (value: readonly string[]): Attribute => ({ type: 'strings', value });

/** The attributes of an ensemble. */
export function treeAttributes({ trees, ids, classes, more }: Written): Attributes {
  const node = { tree: [], id: [], feature: [], value: [], yes: [], no: [], tracks: [] } as Record<string, number[]>;
  const kinds: string[] = [];
  const leaf = { tree: [], id: [], output: [], weight: [] } as Record<string, number[]>;
  trees.forEach((root, tree) => {
    let count = 0;
    const write = (one: Drawn): number => {
      const id = count++;
      const at = kinds.length;
      const isLeaf = 'weights' in one;
      kinds.push(isLeaf ? 'LEAF' : one.mode);
      const row = { tree, id, feature: isLeaf ? 0 : one.feature, value: isLeaf ? 0 : one.value, yes: 0, no: 0 };
      for (const [name, value] of Object.entries({ ...row, tracks: isLeaf ? 0 : one.tracks })) node[name].push(value);
      if (isLeaf) {
        one.weights.forEach((weight, index) => {
          for (const [name, value] of Object.entries({ tree, id, output: ids[index], weight })) leaf[name].push(value);
        });
      } else {
        node.yes[at] = write(one.ends[0]);
        node.no[at] = write(one.ends[1]);
      }
      return id;
    };
    write(root);
  });
  const prefix = classes === undefined ? 'target' : 'class';
  return {
    nodes_treeids: ints(node.tree),
    nodes_nodeids: ints(node.id),
    nodes_featureids: ints(node.feature),
    nodes_values: floatList(node.value),
    nodes_modes: texts(kinds),
    nodes_truenodeids: ints(node.yes),
    nodes_falsenodeids: ints(node.no),
    nodes_missing_value_tracks_true: ints(node.tracks),
    [`${prefix}_treeids`]: ints(leaf.tree),
    [`${prefix}_nodeids`]: ints(leaf.id),
    [`${prefix}_ids`]: ints(leaf.output),
    [`${prefix}_weights`]: floatList(leaf.weight),
    ...(classes === undefined
      ? { n_targets: { type: 'int', value: ids.length } as const }
      : { classlabels_int64s: ints(Array.from({ length: classes }, (_, index) => index)) }),
    ...more,
  };
}

/** A model of an ensemble: of its scores under the name `scores`, and as a classifier of labels under `label`. */
export function writeTrees(written: Written): Uint8Array {
  const { columns, classes, before = [], behind = [] } = written;
  const isClassifier = classes !== undefined;
  const op = isClassifier ? 'TreeEnsembleClassifier' : 'TreeEnsembleRegressor';
  const outputs = isClassifier ? ['label', 'scores'] : ['scores'];
  const input = before.at(-1)?.outputs[0] ?? 'x';
  const node = { ...makeNode(op, [input], outputs, treeAttributes(written)), domain: 'ai.onnx.ml' };
  return writeModel({
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    graph: {
      name: 'trees',
      nodes: [...before, node, ...behind],
      initializers: new Map(),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', columns] }],
      outputs: [
        { name: behind.at(-1)?.outputs[0] ?? 'scores', type: 'float32', shape: ['batch', 'outputs'] },
        ...(isClassifier ? [{ name: 'label', type: 'int64', shape: ['batch'] } as const] : []),
      ],
    },
  });
}
