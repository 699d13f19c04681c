import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  dispose,
  setBackend,
  type Tensor,
  tensor,
  tensor2d,
  tensor3d,
  tensor4d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { Gradient } from 'explainable-ai';
import { int, ints, makeNode, type OnnxNode, string, writeModel } from 'onnx-format';
import { LRP } from 'relevance-propagation';
import { analyze } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { OnnxModel, readOnnx } from '../../src';
import { floats, integers, randomNumbers } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const tables = (name: string) => new Uint8Array(readFileSync(path.join(__dirname, `../fixtures/tables/${name}.onnx`)));

beforeAll(async () => {
  expect(await setBackend('cpu')).toBe(true);
});

const loaders = { OnnxModel: OnnxModel.load, readOnnx } as const;

/** What models return that are loaded in each way. */
async function results(
  source: Uint8Array,
  x: Tensor,
  options: object = {},
  ways: readonly (keyof typeof loaders)[] = ['OnnxModel', 'readOnnx'],
) {
  const found: { shape: number[]; values: number[] }[] = [];
  for (const way of ways) {
    const model = await loaders[way](source, options);
    const y = await model(x);
    found.push({ shape: y.shape, values: Array.from(await y.data(), (value) => Math.round(value * 1e4) / 1e4) });
    y.dispose();
    await model.dispose();
  }
  x.dispose();
  return found;
}

const linear: OnnxNode = {
  ...makeNode('LinearClassifier', ['x'], ['label', 'scores'], {
    coefficients: { type: 'floats', value: [1, 0, 0, 0, 1, 0] },
    intercepts: { type: 'floats', value: [0, 1] },
    classlabels_strings: { type: 'strings', value: ['cat', 'dog'] },
  }),
  domain: 'ai.onnx.ml',
};

const classifier = (nodes: readonly OnnxNode[], outputs: readonly object[]) =>
  writeModel({
    opsets: { '': 17, 'ai.onnx.ml': 1 },
    graph: {
      name: 'classifier',
      nodes: [linear, ...nodes],
      initializers: new Map(),
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 3] }],
      outputs: outputs as never,
    },
  });

const label = { name: 'label', type: 'string', shape: ['n'] };
const zipMap: OnnxNode = {
  ...makeNode('ZipMap', ['scores'], ['maps'], { classlabels_strings: { type: 'strings', value: ['cat', 'dog'] } }),
  domain: 'ai.onnx.ml',
};

const matrix = (...rows: number[][]) => tensor2d(rows);

describe('the output of a classifier', () => {
  it('of tables is its scores, beside a label', async () => {
    const found = await results(tables('skl_two'), matrix([1, 1, 1]));
    expect(found).toEqual(Array(2).fill({ shape: [1, 2], values: [0.5987, 0.4013] }));
    const tree = await results(tables('tree_two'), matrix([1, 1, 1]), {}, ['OnnxModel']);
    expect(tree).toEqual([{ shape: [1, 2], values: [0.6, 0.4] }]);
  });

  it('is its scores, where they become maps from the names of classes', async () => {
    const bytes = classifier([zipMap], [label, { name: 'maps' }]);
    expect(await results(bytes, matrix([1, 3, 5], [2, 4, 6]))).toEqual(
      Array(2).fill({ shape: [2, 2], values: [1, 4, 2, 5] }),
    );
    for (const load of Object.values(loaders)) {
      const model = await load(bytes);
      expect(model.outputs.map(({ name }) => name)).toEqual(['label', 'maps']);
      expect(model.outputs[1]).toEqual({ name: 'maps', type: 'float32', shape: ['', 2], classes: ['cat', 'dog'] });
      await model.dispose();
    }
    const session = await OnnxModel.load(bytes);
    const x = matrix([1, 3, 5]);
    const { maps, label: labels } = await session.run({ x });
    expect([await maps.array(), await labels.array()]).toEqual([[[1, 4]], ['dog']]);
    dispose([x, maps, labels]);
    await session.dispose();
  });

  it('may return its scores beside the maps; whole numbers name classes, too', async () => {
    const { classlabels_strings: _, ...rest } = zipMap.attributes;
    const numbered = { ...zipMap, attributes: { ...rest, classlabels_int64s: ints([7, 9]) } };
    const scores = { name: 'scores', type: 'float32', shape: ['n', 2] };
    const bytes = classifier([numbered], [label, scores, { name: 'maps' }]);
    for (const load of Object.values(loaders)) {
      const model = await load(bytes, { output: 'maps' });
      expect(model.outputs.map(({ name, classes }) => [name, classes])).toEqual([
        ['label', undefined],
        ['scores', ['cat', 'dog']],
        ['maps', ['7', '9']],
      ]);
      await model.dispose();
    }
  });

  it('is to be chosen among several of floating-point numbers, never the label', async () => {
    const [scores, logits] = ['scores', 'logits'].map((name) => ({ name, type: 'float32', shape: ['n', 2] }));
    const bytes = classifier([makeNode('Log', ['scores'], ['logits'])], [label, scores, logits]);
    const message = "Choose one by the option { output: 'scores' | 'logits' }.";
    await expect(readOnnx(bytes)).rejects.toThrow(message);
    const model = await OnnxModel.load(bytes);
    const x = matrix([1, 2, 3]);
    await expect(model(x)).rejects.toThrow(message);
    x.dispose();
    await model.dispose();
  });

  it('may be a label when it is asked for', async () => {
    expect(await results(tables('skl_two'), matrix([1, 1, 1]), { output: 'output_label' })).toEqual(
      Array(2).fill({ shape: [1, 1], values: [0] }),
    );
  });
});

describeBackends('an output of one number a sample, and axes of length 1', () => {
  const head = (shape: number[], lengths: number) => {
    const weight = floats([64, lengths], randomNumbers(64 * lengths, 3));
    return graph(
      { x: ['float32', 'n', 1, 6, 6] },
      [
        makeNode('Conv', ['x', 'k'], ['c']),
        makeNode('Relu', ['c'], ['r']),
        makeNode('Flatten', ['r'], ['q']),
        makeNode('Gemm', ['q', 'w'], ['s']),
        makeNode('Reshape', ['s', 'shape'], ['y']),
      ],
      { y: ['float32', 'n', ...shape] },
      { k: floats([4, 1, 3, 3]), w: weight, shape: integers([-1, ...shape]) },
    );
  };

  it('are one class', async () => {
    expect(await results(tables('flat_out'), matrix([1, 1, 1], [2, 2, 2]))).toEqual(
      Array(2).fill({ shape: [2, 1], values: [-0.25, -0.5] }),
    );
    expect(await results(tables('flat_out'), matrix([1, 1, 1]))).toEqual(
      Array(2).fill({ shape: [1, 1], values: [-0.25] }),
    );
  });

  it('are dropped where the classes are left, for every way to load a model', async () => {
    const bytes = graph(
      { x: ['float32', 'n', 1, 6, 6] },
      [
        makeNode('Conv', ['x', 'k'], ['c']),
        makeNode('GlobalAveragePool', ['c'], ['g']),
        makeNode('Softmax', ['g'], ['y'], { axis: int(1) }),
      ],
      { y: ['float32', 'n', 3, 1, 1] },
      { k: floats([3, 1, 3, 3]) },
    );
    const values = randomNumbers(72);
    const x = () => tensor4d(values, [2, 6, 6, 1]);
    const [first, second] = await results(bytes, x(), { channelsFirst: true });
    expect(first.shape).toEqual([2, 3]);
    expect(second).toEqual(first);
  });

  it('are no obstacle to relevance', async () => {
    const bytes = head([4, 1, 1], 4);
    const x = tensor4d(randomNumbers(72), [2, 6, 6, 1]);
    const model = await readOnnx(bytes, { channelsFirst: true });
    const explanation = await analyze(x, new LRP(model), 2);
    expect(explanation.output.shape).toEqual([2, 4]);
    expect(explanation.val.shape).toEqual(x.shape);
    explanation.dispose();
    model.dispose();
    x.dispose();
  });

  it.each([
    [[4, 1, 1], 4, [2, 4]],
    [[1, 4], 4, [2, 4]],
    [[1, 1], 1, [2, 1]],
    [[2, 2], 4, [2, 2, 2]],
    [[1, 2, 2], 4, [2, 1, 2, 2]],
  ])('of shape [n, %s] with %d numbers are returned as %j', async (shape, lengths, expected) => {
    const bytes = head(shape, lengths);
    const x = () => tensor4d(randomNumbers(72), [2, 6, 6, 1]);
    for (const { shape: found } of await results(bytes, x(), { channelsFirst: true })) expect(found).toEqual(expected);
  });
});

describe('inputs of types that TensorFlow.js does not have', () => {
  it.each([
    ['float64', [1, 1, 1], [-0.25]],
    ['int64_table', [1, 1, 1], [-0.25]],
    ['nan_aware', [Number.NaN, 1, 1], [8.75]],
  ])('%s are taken', async (name, row, values) => {
    expect(await results(tables(name), matrix(row))).toEqual(Array(2).fill({ shape: [1, 1], values }));
  });

  it('uint8 images are taken', async () => {
    const image = zeros([2, 32, 48, 3]);
    expect(await results(tables('image_uint8'), image)).toEqual(
      Array(2).fill({ shape: [2, 3], values: Array(6).fill(0) }),
    );
  });
});

describe('fixed inputs', () => {
  const states = graph(
    { x: ['float32', 'batch', 3], h0: ['float32', 1, 'batch', 2], c0: ['float32', 1, 'batch', 2] },
    [
      makeNode('Unsqueeze', ['x', 'zero'], ['s']),
      makeNode('LSTM', ['s', 'w', 'r', '', '', 'h0', 'c0'], ['', 'h'], { hidden_size: int(2) }),
      makeNode('Squeeze', ['h', 'zero'], ['y']),
    ],
    { y: ['float32', 'batch', 2] },
    { zero: integers([0]), w: floats([1, 8, 3]), r: floats([1, 8, 2]) },
  );

  it('of one sample are repeated along the axis of samples, whichever it is', async () => {
    const rows = [
      [1, 2, 3],
      [-1, 0.5, 2],
      [0, 0, 1],
    ];
    const fixedInputs = { h0: tensor3d([0.5, -1], [1, 1, 2]), c0: tensor3d([1, 2], [1, 1, 2]) };
    const options = { input: 'x', fixedInputs };
    const [first, second] = await results(states, matrix(...rows), options);
    expect(second).toEqual(first);
    for (const [index, row] of rows.entries()) {
      const [one] = await results(states, matrix(row), options);
      expect(one.values).toEqual(first.values.slice(2 * index, 2 * index + 2));
    }
    dispose(fixedInputs);
  });

  it('are repeated where they stand beside the samples, not only where they would be added to them', async () => {
    const bytes = graph(
      { x: ['float32', 'n', 2], s: ['float32', 'n', 1] },
      [makeNode('Concat', ['x', 's'], ['y'], { axis: int(1) })],
      { y: ['float32', 'n', 3] },
    );
    const fixedInputs = { s: tensor2d([[9]]) };
    expect(await results(bytes, matrix([1, 2], [3, 4]), { fixedInputs })).toEqual(
      Array(2).fill({ shape: [2, 3], values: [1, 2, 9, 3, 4, 9] }),
    );
    fixedInputs.s.dispose();
  });

  it('of whole numbers are repeated, too', async () => {
    const bytes = graph(
      { x: ['float32', 'n', 2], ids: ['int64', 2, 'n', 1] },
      [
        makeNode('Cast', ['ids'], ['f'], { to: int(1) }),
        makeNode('ReduceSum', ['f', 'axes'], ['s'], { keepdims: int(0) }),
        makeNode('Add', ['x', 's'], ['y']),
      ],
      { y: ['float32', 'n', 2] },
      { axes: integers([0]) },
    );
    const fixedInputs = { ids: tensor([10, 20], [2, 1, 1], 'int32') };
    expect(await results(bytes, matrix([1, 2], [3, 4], [5, 6]), { fixedInputs })).toEqual(
      Array(2).fill({ shape: [3, 2], values: [31, 32, 33, 34, 35, 36] }),
    );
    fixedInputs.ids.dispose();
  });

  it('of another shape are refused by name, before a model is run', async () => {
    const fixedInputs = { h0: zeros([1, 1, 3]), c0: zeros([1, 1, 2]) };
    const message = 'The fixed input h0 has shape [1, 1, 3]; the model takes h0: float32[1, batch, 2].';
    for (const load of Object.values(loaders)) await expect(load(states, { fixedInputs })).rejects.toThrow(message);
    await expect(readOnnx(states, { fixedInputs: { h0: [0] as never } })).rejects.toThrow('h0 is');
    dispose(fixedInputs);
  });

  it('are constants of a model of layers', async () => {
    const bytes = graph(
      { x: ['float32', 'n', 3], s: ['float32', 'n', 3] },
      [makeNode('Add', ['x', 's'], ['h']), makeNode('Gemm', ['h', 'w'], ['y'])],
      { y: ['float32', 'n', 2] },
      { w: floats([3, 2], [1, 0, 0, 1, 1, 1]) },
    );
    const s = tensor2d([[1, 2, 3]]);
    const model = await readOnnx(bytes, { input: 'x', fixedInputs: { s } });
    expect(tidy(() => model(tensor2d([[1, 1, 1], [0, 0, 0]])).arraySync())).toEqual([[6, 7], [4, 5]]); // biome-ignore format: one line
    model.dispose();
    s.dispose();
  });
});

describeBackends('small models of other exporters', () => {
  it('a recurrent layer over one step has a gradient, also when tfjs-layers is loaded', async () => {
    await import('@tensorflow/tfjs-layers');
    const bytes = graph(
      { x: ['float32', 1, 'batch', 3] },
      [
        makeNode('LSTM', ['x', 'w', 'r'], ['', 'h'], { hidden_size: int(2) }),
        makeNode('Squeeze', ['h', 'zero'], ['y']),
      ],
      { y: ['float32', 'batch', 2] },
      { zero: integers([0]), w: floats([1, 8, 3]), r: floats([1, 8, 2]) },
    );
    const model = await readOnnx(bytes);
    const x = tensor3d([1, 2, 3], [1, 1, 3]);
    const explanation = await analyze(x, new Gradient(model));
    expect(Array.from(await explanation.val.data()).every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
    explanation.dispose();
    x.dispose();
    model.dispose();
  });

  it('norms of zeros are zeros, with a finite derivative', async () => {
    for (const [node, domain] of [
      [makeNode('LpNormalization', ['x'], ['y'], { axis: int(-1) }), ''],
      [makeNode('LpNormalization', ['x'], ['y'], { axis: int(-1), p: int(1) }), ''],
      [makeNode('Normalizer', ['x'], ['y'], { norm: string('L2') }), 'ai.onnx.ml'],
    ] as const) {
      const bytes = writeModel({
        opsets: { '': 17, 'ai.onnx.ml': 1 },
        graph: {
          name: 'norm',
          nodes: [{ ...node, domain }],
          initializers: new Map(),
          inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
          outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
        },
      });
      expect(await results(bytes, matrix([0, 0], [3, 0]))).toEqual(
        Array(2).fill({ shape: [2, 2], values: [0, 0, 1, 0] }),
      );
      const model = await readOnnx(bytes);
      const x = matrix([0, 0]);
      const explanation = await analyze(x, new Gradient(model));
      expect(Array.from(await explanation.val.data()).every(Number.isFinite)).toBe(true);
      explanation.dispose();
      x.dispose();
      model.dispose();
    }
  });
});
