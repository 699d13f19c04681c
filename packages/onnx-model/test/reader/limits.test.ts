import '@tensorflow/tfjs-backend-cpu';
import { memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { int, makeNode, type OnnxFunction, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';
import { ModelError } from 'xai-base';
import { OnnxFileError, readOnnx } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const own = (op: string, from: string, to: string): OnnxNode => ({ ...makeNode(op, [from], [to]), domain: 'own' });

const withFunctions = (functions: readonly OnnxFunction[], op: string) =>
  writeModel({
    opsets: { '': 17, own: 1 },
    functions,
    graph: {
      name: 'test',
      nodes: [own(op, 'x', 'y')],
      initializers: new Map(),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 2] }],
    },
  });

const called = (name: string, nodes: readonly OnnxNode[]): OnnxFunction => ({
  domain: 'own',
  name,
  inputs: ['a'],
  outputs: ['b'],
  nodes,
});

/** F0 passes its input on; each further one calls the one before twice. */
const doubling = (depth: number) =>
  Array.from({ length: depth }, (_, level) =>
    called(
      `F${level}`,
      level === 0
        ? [makeNode('Identity', ['a'], ['b'])]
        : [own(`F${level - 1}`, 'a', 'c'), own(`F${level - 1}`, 'c', 'b')],
    ),
  );

/** F0 passes its input on; each further one calls the one before. */
const nested = (depth: number) =>
  Array.from({ length: depth }, (_, level) =>
    called(`F${level}`, [level === 0 ? makeNode('Identity', ['a'], ['b']) : own(`F${level - 1}`, 'a', 'b')]),
  );

describe('functions of a model', () => {
  it.each([
    [
      'that call themselves',
      withFunctions([called('F', [own('F', 'a', 'b')])], 'F'),
      'more than 64 functions deep, or calls itself',
    ],
    [
      'that call each other in a circle',
      withFunctions([called('F', [own('G', 'a', 'b')]), called('G', [own('F', 'a', 'b')])], 'F'),
      'more than 64 functions deep, or calls itself',
    ],
    ['that double 24 times', withFunctions(doubling(25), 'F24'), 'come to more than 131072 nodes'],
    ['that are 65 deep', withFunctions(nested(65), 'F64'), 'more than 64 functions deep'],
  ])('%s are refused', async (_, bytes, message) => {
    await expect(readOnnx(bytes)).rejects.toThrow(OnnxFileError);
    await expect(readOnnx(bytes)).rejects.toThrow(message);
  });

  it('that are 64 deep are read', async () => {
    const model = await readOnnx(withFunctions(nested(64), 'F63'));
    expect(tidy(() => model(tensor2d([[1, 2]])).arraySync())).toEqual([[1, 2]]);
    model.dispose();
  });
});

describe('what follows from constants alone', () => {
  const billion = 1e9;
  const one = floats([1], [1]);
  const small = floats([1, 4]);
  const cases: [string, OnnxNode[], Record<string, OnnxTensor>][] = [
    ['ConstantOfShape', [makeNode('ConstantOfShape', ['n'], ['c'])], { n: integers([billion]) }],
    ['Expand', [makeNode('Expand', ['one', 'n'], ['c'])], { one, n: integers([billion]) }],
    [
      'Expand of an integer',
      [makeNode('Expand', ['i', 'n'], ['k']), makeNode('Cast', ['k'], ['c'], { to: int(1) })],
      { i: integers([1]), n: integers([billion]) },
    ],
    ['Tile', [makeNode('Tile', ['one', 'n'], ['c'])], { one, n: integers([billion]) }],
    [
      'Range',
      [makeNode('Range', ['z', 'n', 'i'], ['k']), makeNode('Cast', ['k'], ['c'], { to: int(1) })],
      { z: integers([0], []), n: integers([billion], []), i: integers([1], []) },
    ],
    [
      'Range of step 0',
      [makeNode('Range', ['z', 'n', 'z'], ['k']), makeNode('Cast', ['k'], ['c'], { to: int(1) })],
      { z: integers([0], []), n: integers([1], []) },
    ],
    [
      'OneHot',
      [makeNode('OneHot', ['i', 'n', 'two'], ['c'])],
      { i: integers([0]), n: integers([billion], []), two: floats([2]) },
    ],
    ['Pad', [makeNode('Pad', ['one', 'n'], ['c'])], { one, n: integers([0, billion]) }],
    ['Resize', [makeNode('Resize', ['m', '', '', 'n'], ['c'])], { m: floats([1, 1, 2]), n: integers([1, 1, billion]) }],
    [
      'Add',
      [
        makeNode('Expand', ['one', 'n'], ['r']),
        makeNode('Expand', ['one', 'm'], ['k']),
        makeNode('Add', ['r', 'k'], ['c']),
      ],
      { one, n: integers([30000, 1]), m: integers([1, 30000]) },
    ],
    [
      'MatMul',
      [
        makeNode('Expand', ['one', 'n'], ['r']),
        makeNode('Expand', ['one', 'm'], ['k']),
        makeNode('MatMul', ['r', 'k'], ['c']),
      ],
      { one, n: integers([30000, 1]), m: integers([1, 30000]) },
    ],
    [
      'Gather',
      [makeNode('Expand', ['z', 'n'], ['i']), makeNode('Gather', ['m', 'i'], ['c'])],
      { z: integers([0], [1]), n: integers([100000]), m: floats([1, 1000]) },
    ],
    [
      'Conv',
      [makeNode('Conv', ['m', 'k'], ['c'], { pads: { type: 'ints', value: [billion, 0] } })],
      { m: floats([1, 1, 2]), k: floats([1, 1, 1]) },
    ],
    [
      '34 times Concat',
      Array.from({ length: 34 }, (_, index) =>
        makeNode('Concat', [`c${index}`, `c${index}`], [index === 33 ? 'c' : `c${index + 1}`], { axis: int(0) }),
      ),
      { c0: small },
    ],
    [
      'many large ones',
      Array.from({ length: 20 }, (_, index) =>
        makeNode('Sum', index === 0 ? ['k', 'k'] : ['k', `c${index - 1}`], [index === 19 ? 'c' : `c${index}`]),
      ).toSpliced(0, 0, makeNode('ConstantOfShape', ['n'], ['k'])),
      { n: integers([2 ** 22]) },
    ],
  ];

  it.each(cases)('is limited: %s', async (_, nodes, constants) => {
    const bytes = graph(
      { x: ['float32', 'batch', 1] },
      [...nodes, makeNode('ReduceMax', ['c'], ['m1'], { keepdims: int(0) }), makeNode('Add', ['x', 'm1'], ['y'])],
      { y: ['float32', 'batch', 1] },
      constants,
    );
    const before = memory().numTensors;
    const error = await readOnnx(bytes).catch((reason) => reason);
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toMatch(/its result would have \S+ elements; expected at most \d+, which are left/);
    expect(memory().numTensors).toBe(before);
  });

  it('may be as large as weights are', async () => {
    const bytes = graph(
      { x: ['float32', 'batch', 1] },
      [
        makeNode('ConstantOfShape', ['n'], ['c']),
        makeNode('ReduceMax', ['c'], ['m']),
        makeNode('Add', ['x', 'm'], ['y']),
      ],
      { y: ['float32', 'batch', 1] },
      { n: integers([1, 2 ** 20]) },
    );
    const model = await readOnnx(bytes);
    expect(tidy(() => model(tensor2d([[3]])).arraySync())).toEqual([[3]]);
    model.dispose();
  });
});
