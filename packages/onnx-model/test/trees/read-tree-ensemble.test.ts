import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tensor as TfTensor, tensor2d } from '@tensorflow/tfjs-core';
import { FeatureAblation, Gradient } from 'explainable-ai';
import { type Attributes, int, ints, makeNode, string, tensorAttribute, writeModel } from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AttnLRP } from 'relevance-propagation';
import { analyze, NoGradientError, RandomStream, type TreeBranch, XaiError } from 'xai-base';
import { OnnxFileError, readOnnx, readTreeEnsemble, UnsupportedOperatorError } from '../../src';
import { drawTree, floatList, texts, type Written, writeTrees } from '../support/write-trees';

const fixture = (name: string) => readFileSync(path.join(__dirname, `../fixtures/tables/${name}.onnx`));

/** Rows of halves from -1 to 1, some of them missing. */
function draw(next: () => number, rows: number, columns: number): number[][] {
  const value = () => (next() < 0.15 ? Number.NaN : Math.floor(next() * 5) / 2 - 1);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, value));
}

function expectResult(found: TfTensor, expected: Tensor): void {
  expect(found.size).toBe(expected.size);
  expect(found.shape.slice(0, expected.dims.length)).toEqual(expected.dims);
  const wanted = Array.from(expected.data as Float32Array | BigInt64Array, Number);
  found.dataSync().forEach((value, index) => void expect(Math.abs(value - wanted[index])).toBeLessThan(2e-6));
}

/** Checks what is read of a file, as an ensemble and as operators, against onnxruntime: scores and labels. */
async function expectAgreement(bytes: Uint8Array, rows: number[][], output = 'scores'): Promise<void> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const fed = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, rows[0].length]);
  const results = await session.run({ [session.inputNames[0]]: fed });
  const model = await readTreeEnsemble(bytes);
  const input = tensor2d(rows);
  const found = await model(input);
  expectResult(found, results[output]);
  // of two classes onnxruntime chooses the second where its score is above 0, even below that of the first
  const ofTwo = model.ensemble.outputs === 2;
  for (const name of session.outputNames.filter((one) => one === output || !ofTwo)) {
    const ops = await readOnnx(bytes, { output: name });
    const value = ops(input);
    expectResult(value, results[name]);
    value.dispose();
    ops.dispose();
  }
  for (const one of [input, found]) one.dispose();
  await session.release();
}

/** The one operator for trees of the operator set 5: a set of numbers, missing values, leaves of several targets. */
function treesOfFive(more: Attributes = {}): Uint8Array {
  const float32 = (values: number[]) =>
    tensorAttribute({ type: 'float32', shape: [values.length], data: Float32Array.from(values) });
  const kinds = [6, 0, 3, 6, 5]; // a set, <=, >, a set, !=
  const attributes: Attributes = {
    nodes_modes: tensorAttribute({ type: 'uint8', shape: [5], data: Uint8Array.from(kinds) }),
    nodes_featureids: ints([0, 1, 2, 1, 3]),
    nodes_splits: float32([0, 0.5, -0.5, 0, 1]),
    nodes_truenodeids: ints([1, 0, 2, 4, 1]),
    nodes_trueleafs: ints([0, 1, 1, 0, 1]),
    nodes_falsenodeids: ints([2, 1, 3, 4, 0]),
    nodes_falseleafs: ints([0, 1, 1, 1, 1]),
    nodes_missing_value_tracks_true: ints([1, 0, 1, 0, 0]),
    leaf_targetids: ints([0, 1, 0, 1, 0]),
    leaf_weights: float32([1.5, -2, 3.25, 4, 5]),
    tree_roots: ints([0, 3]),
    membership_values: float32([-1, 1, Number.NaN, 0, 1, Number.NaN]),
    n_targets: int(2),
    ...more,
  };
  return writeModel({
    opsets: { '': 17, 'ai.onnx.ml': 5 },
    graph: {
      name: 'trees',
      nodes: [{ ...makeNode('TreeEnsemble', ['x'], ['scores'], attributes), domain: 'ai.onnx.ml' }],
      initializers: new Map(),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 4] }],
      outputs: [{ name: 'scores', type: 'float32', shape: ['batch', 2] }],
    },
  });
}

const corners = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
  [1, 1, 0],
  [Number.NaN, 0, 0],
];

describe('an ensemble of a file gives what onnxruntime does', () => {
  it('for a regressor and a classifier of scikit-learn', async () => {
    await expectAgreement(fixture('tree_reg'), corners, 'variable');
    await expectAgreement(fixture('tree_two'), corners, 'probabilities');
  });

  it('without covers, where all hit rates are 1, as exporters of scikit-learn write them', async () => {
    const stump = {
      feature: 0,
      mode: 'BRANCH_LT',
      value: 0,
      tracks: 0,
      ends: [{ weights: [1] }, { weights: [2] }],
    } as const;
    const coversOf = async (hits: number[]) => {
      const bytes = writeTrees({ trees: [stump], columns: 1, ids: [0], more: { nodes_hitrates: floatList(hits) } });
      const [{ cover, whenTrue, whenFalse }] = (await readTreeEnsemble(bytes)).ensemble.trees as TreeBranch[];
      return [cover, whenTrue.cover, whenFalse.cover];
    };
    expect(await coversOf([1, 1, 1])).toEqual([undefined, undefined, undefined]);
    expect(await coversOf([5, 2, 3])).toEqual([5, 2, 3]);
    await expect(coversOf([5, 2])).rejects.toThrow('nodes_hitrates has 2 entries and nodes_nodeids 3');
  });

  const cases: Record<string, (next: () => number) => Omit<Written, 'columns'>> = {
    'a target': (next) => ({ ids: [0], trees: [1, 2, 3].map(() => drawTree(next, 4, 1, 4)) }),
    'a target with a base value': (next) => ({
      ...{ ids: [0], trees: [1, 2].map(() => drawTree(next, 4, 1, 4)) },
      more: { base_values: floatList([0.5]) },
    }),
    'three targets': (next) => ({
      ...{ ids: [0, 1, 2], trees: [1, 2].map(() => drawTree(next, 4, 3, 4)) },
      more: { base_values: floatList([1, 2, 3]) },
    }),
    ...Object.fromEntries(
      ['AVERAGE', 'MIN', 'MAX'].map((name) => [
        name,
        (next: () => number) => ({
          ...{ ids: [0, 1], trees: [1, 2, 3].map(() => drawTree(next, 4, 2, 4)) },
          more: { aggregate_function: string(name), base_values: floatList([0.25, 0.5]) },
        }),
      ]),
    ),
    ...Object.fromEntries(
      ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO'].flatMap((name) => [
        [
          `two targets ${name}`,
          (next: () => number) => ({
            ...{ ids: [0, 1], trees: [1, 2].map(() => drawTree(next, 4, 2, 4)) },
            more: { post_transform: string(name) },
          }),
        ],
        [
          `three classes ${name}`,
          (next: () => number) => ({
            ...{ ids: [0, 1, 2], classes: 3, trees: [1, 2].map(() => drawTree(next, 4, 3, 4)) },
            more: { post_transform: string(name) },
          }),
        ],
        [
          `two classes ${name}`,
          (next: () => number) => ({
            ...{ ids: [0, 1], classes: 2, trees: [1, 2].map(() => drawTree(next, 4, 2, 4)) },
            more: { post_transform: string(name) },
          }),
        ],
        ...[-1, 0].flatMap((lowest) =>
          [[], [0.25]].map((base) => [
            `two classes by one score from ${lowest} ${name}, base values ${base}`,
            (next: () => number) => ({
              ...{ ids: [0], classes: 2, trees: [1, 2].map(() => drawTree(next, 4, 1, 4, lowest)) },
              more: { post_transform: string(name), base_values: floatList(base) },
            }),
          ]),
        ),
        [
          `two classes by the second ${name}`,
          (next: () => number) => ({
            ...{ ids: [1], classes: 2, trees: [1, 2].map(() => drawTree(next, 4, 1, 4)) },
            more: { post_transform: string(name) },
          }),
        ],
      ]),
    ),
  };

  it.each(Object.keys(cases))('for %s', async (name) => {
    for (let seed = 1; seed <= 2; seed++) {
      const stream = new RandomStream(seed);
      const next = () => stream.uniform();
      await expectAgreement(writeTrees({ columns: 4, ...cases[name](next) }), draw(next, 30, 4));
    }
  });
});

describe('TreeEnsemble of the operator set 5 gives what onnxruntime does', () => {
  it.each([
    ['a sum', {}],
    ['an average', { aggregate_function: int(0) }],
    ['a softmax of what is not 0', { post_transform: int(3) }],
    [
      'the least of one target',
      { aggregate_function: int(2), n_targets: int(1), leaf_targetids: ints([0, 0, 0, 0, 0]) },
    ],
  ])('for %s', async (_, more) => {
    const stream = new RandomStream(3);
    await expectAgreement(
      treesOfFive(more),
      draw(() => stream.uniform(), 60, 4),
    );
  });

  it.each<[string, Attributes]>([
    ['the least of several targets', { aggregate_function: int(2) }],
    ['a softmax, which onnxruntime takes for a logistic function', { post_transform: int(1) }],
    ['an aggregate that is none', { aggregate_function: int(7) }],
  ])('and is refused where it is not known: %s', async (_, more) => {
    await expect(readTreeEnsemble(treesOfFive(more))).rejects.toBeInstanceOf(UnsupportedOperatorError);
    await expect(readOnnx(treesOfFive(more))).rejects.toBeInstanceOf(UnsupportedOperatorError);
  });

  it.each<[string, Attributes]>([
    ['a circle', { nodes_falsenodeids: ints([0, 1, 3, 4, 0]) }],
    ['a node that is not there', { nodes_truenodeids: ints([9, 0, 2, 4, 1]) }],
    ['a leaf that is not there', { nodes_truenodeids: ints([1, 9, 2, 4, 1]) }],
    ['no trees', { tree_roots: ints([]) }],
    ['a target that is not there', { n_targets: int(1) }],
    ['a column that is below 0', { nodes_featureids: ints([0, 1, 2, 1, -1]) }],
  ])('and is refused where it does not hold together: %s', async (_, more) => {
    await expect(readTreeEnsemble(treesOfFive(more))).rejects.toBeInstanceOf(OnnxFileError);
    await expect(readOnnx(treesOfFive(more))).rejects.toBeInstanceOf(XaiError);
  });
});

describe('trees as operators', () => {
  const ensemble = () => treesOfFive();

  it('need the columns that they look at', async () => {
    const model = await readOnnx(treesOfFive({ nodes_featureids: ints([0, 1, 2, 1, 4]) }));
    const x = tensor2d([[0, 0, 0, 0]]);
    expect(() => model(x)).toThrow(/look at column 4 .*\[1,4\]; expected \[batch, at least 5\]/);
    x.dispose();
    model.dispose();
  });

  it('are explained by perturbation', async () => {
    const model = await readOnnx(ensemble());
    const [x, without] = [tensor2d([[-1, 0, 0, 1]]), tensor2d([[-1, 0, 0, 0]])];
    const explanation = await analyze(x, new FeatureAblation(model), 0);
    const outputs = [x, without].map((input) => model(input));
    const [whole, rest] = outputs.map((output) => output.dataSync()[0]);
    expect(whole).not.toBe(rest);
    expect(explanation.val.dataSync()[3]).toBeCloseTo(whole - rest, 5);
    for (const one of [x, without, ...outputs, explanation, model]) one.dispose();
  });

  it('have no gradients, and say what explains them', async () => {
    const model = await readOnnx(ensemble());
    const x = tensor2d([[-1, 0, 1, 1]]);
    const error: unknown = await analyze(x, new Gradient(model), 1).catch((one) => one);
    expect(error).toBeInstanceOf(NoGradientError);
    expect((error as Error).message).toMatch(/TreeEnsemble.*TreeSHAP.*KernelSHAP/s);
    await expect(analyze(x, new AttnLRP(model), 1)).rejects.toBeInstanceOf(XaiError);
    x.dispose();
    model.dispose();
  });
});

const leaf = (weight: number) => ({ weights: [weight] });
const stump = { feature: 0, mode: 'BRANCH_LEQ', value: 0, tracks: 0, ends: [leaf(1), leaf(2)] } as const;
const plain: Written = { ids: [0], columns: 2, trees: [stump] };
const refusal = async (written: Partial<Written>): Promise<Error> => {
  const reading = readTreeEnsemble(writeTrees({ ...plain, ...written }));
  return reading.then(
    () => new Error('it was read'),
    (error) => error,
  );
};

describe('what goes with an ensemble', () => {
  it('may be casts, names of classes and columns that the trees do not look at', async () => {
    const before = [makeNode('Cast', ['x'], ['d'], { to: int(11) }), makeNode('Cast', ['d'], ['f'], { to: int(1) })];
    const behind = [makeNode('Identity', ['scores'], ['y'])];
    const rows = [0, 1].map((value) => [value, 5]);
    await expectAgreement(writeTrees({ ...plain, before, behind }), rows, 'y');
  });

  it('may be thresholds and weights in float64', async () => {
    const value = (data: number[]) =>
      tensorAttribute({ type: 'float64', shape: [data.length], data: Float64Array.from(data) });
    const doubles = { nodes_values_as_tensor: value([0.1, 0, 0]), target_weights_as_tensor: value([1 / 3, 2 / 3]) };
    const more = { ...doubles, nodes_values: floatList([]), target_weights: floatList([]) };
    const model = await readTreeEnsemble(writeTrees({ ...plain, more }));
    const [tree] = model.ensemble.trees;
    expect(tree).toMatchObject({ threshold: 0.1, whenTrue: { values: [1 / 3] } });
  });

  it.each<[string, Partial<Written>]>([
    ['an operator before it', { before: [makeNode('Neg', ['x'], ['n'])] }],
    ['a cast that rounds', { before: [makeNode('Cast', ['x'], ['n'], { to: int(7) })] }],
    ['an operator behind it', { behind: [makeNode('Sigmoid', ['scores'], ['y'])] }],
    ['PROBIT', { more: { post_transform: string('PROBIT') } }],
    ['a transform of one target', { more: { post_transform: string('LOGISTIC') } }],
    ['an aggregate that is none', { more: { aggregate_function: string('toString') } }],
    ['two base values of one score', { classes: 2, more: { base_values: floatList([1, 2]) } }],
    ['a base value of the second score', { classes: 2, ids: [1], more: { base_values: floatList([1]) } }],
    ['a second ensemble', { before: [makeNode('TreeEnsembleRegressor', ['x'], ['n'])] }],
  ])('is refused where it changes numbers: %s', async (_, written) => {
    const error = await refusal(written);
    expect(error).toBeInstanceOf(UnsupportedOperatorError);
    expect(error.message).toContain('KernelSHAP');
  });

  it.each<[string, Attributes]>([
    ['a branch to no node', { nodes_truenodeids: ints([7, 0, 0]) }],
    ['a branch to itself', { nodes_truenodeids: ints([0, 0, 0]) }],
    ['two ways to a node', { nodes_truenodeids: ints([2, 0, 0]) }],
    ['two nodes of a name', { nodes_nodeids: ints([0, 1, 1]) }],
    ['a list that is too short', { nodes_values: floatList([0]) }],
    ['a mode that is none', { nodes_modes: texts(['toString', 'LEAF', 'LEAF']) }],
    ['a column that is not there', { nodes_featureids: ints([2, 0, 0]) }],
    ['a target that is not there', { target_ids: ints([0, 1]) }],
    ['too many base values', { base_values: floatList([1, 2]) }],
    ['no trees', { nodes_modes: texts([]), nodes_nodeids: ints([]) }],
  ])('is refused where trees do not hold together: %s', async (_, more) => {
    expect(await refusal({ more })).toBeInstanceOf(OnnxFileError);
  });

  it('is refused where it is a chain without end', async () => {
    let deep: Written['trees'][number] = leaf(0);
    for (let depth = 0; depth < 1001; depth++) deep = { ...stump, ends: [leaf(1), deep] };
    expect(await refusal({ trees: [deep] })).toBeInstanceOf(OnnxFileError);
  });

  it('is refused where there is none', async () => {
    const [x, y] = ['x', 'y'].map((name) => ({ name, type: 'float32', shape: ['batch', 2] }) as const);
    const graph = { name: 'none', nodes: [makeNode('Neg', ['x'], ['y'])], initializers: new Map() };
    const bytes = writeModel({ graph: { ...graph, inputs: [x], outputs: [y] } });
    await expect(readTreeEnsemble(bytes)).rejects.toThrow('source has no ensemble of trees, but Neg; expected');
  });
});
