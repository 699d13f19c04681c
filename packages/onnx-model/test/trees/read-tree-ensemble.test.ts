import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { type Attributes, int, ints, makeNode, string, tensorAttribute, writeModel } from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { RandomStream } from 'xai-base';
import { OnnxFileError, readTreeEnsemble, UnsupportedOperatorError } from '../../src';
import { drawTree, floatList, texts, type Written, writeTrees } from '../support/write-trees';

const fixture = (name: string) => readFileSync(path.join(__dirname, `../fixtures/tables/${name}.onnx`));

/** Rows of halves from -1 to 1, some of them missing. */
function draw(next: () => number, rows: number, columns: number): number[][] {
  const value = () => (next() < 0.15 ? Number.NaN : Math.floor(next() * 5) / 2 - 1);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, value));
}

async function expectAgreement(bytes: Uint8Array, rows: number[][], output = 'scores'): Promise<void> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const fed = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, rows[0].length]);
  const { [output]: expected } = await session.run({ [session.inputNames[0]]: fed }, [output]);
  const model = await readTreeEnsemble(bytes);
  const input = tensor2d(rows);
  const found = await model(input);
  expect(found.shape).toEqual(expected.dims);
  const values = Array.from(found.dataSync());
  const wanted = Array.from(expected.data as Float32Array);
  values.forEach((value, index) => void expect(Math.abs(value - wanted[index])).toBeLessThan(2e-6));
  for (const one of [input, found]) one.dispose();
  await session.release();
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
