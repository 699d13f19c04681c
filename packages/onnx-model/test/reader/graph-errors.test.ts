import '@tensorflow/tfjs-backend-cpu';
import { memory, tensor2d } from '@tensorflow/tfjs-core';
import { makeNode, type OnnxNode, writeModel } from 'onnx-format';
import { XaiError } from 'xai-base';
import { OnnxFileError, OnnxModel, readOnnx, UnsupportedOperatorError } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const row = { x: ['float32', 'batch', 2] } as const;
const result = { y: ['float32', 'batch', 2] } as const;
const from = (nodes: OnnxNode[], constants = {}) => graph(row, nodes, result, constants);

describe('a graph that does not hold together', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'an output that no node makes',
      from([makeNode('Relu', ['x'], ['z'])]),
      'The output "y" is made by no node of the model.',
    ],
    [
      'an input that no node makes',
      from([makeNode('Add', ['x', 'w'], ['y'])]),
      'The node Add "y" takes "w", which no node before it makes.',
    ],
    [
      'nodes in a circle',
      from([makeNode('Add', ['x', 'z'], ['y']), makeNode('Neg', ['y'], ['z'])]),
      'which no node before it makes',
    ],
  ])('is refused: %s', async (_, bytes, message) => {
    await expect(readOnnx(bytes)).rejects.toThrow(OnnxFileError);
    await expect(readOnnx(bytes)).rejects.toThrow(message);
  });

  it('may have its nodes in another order, as onnxruntime takes them', async () => {
    const nodes = [
      makeNode('Add', ['z', 'w'], ['y']),
      makeNode('LeakyRelu', ['z'], ['w']),
      makeNode('Tanh', ['unused'], ['nothing']),
      makeNode('Relu', ['x'], ['z']),
    ];
    const x = tensor2d([[1, -2]]);
    const model = await readOnnx(from(nodes.filter(({ op }) => op !== 'Tanh')));
    const y = model(x);
    expect(Array.from(y.dataSync())).toEqual([2, 0]);
    y.dispose();
    model.dispose();
    const beside = await readOnnx(from(nodes)); // a node that leads nowhere is not looked at
    beside.dispose();
    x.dispose();
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no operator and no domain named %s', async (name) => {
    for (const node of [
      makeNode(name, ['x'], ['y']),
      { ...makeNode('Relu', ['x'], ['y']), domain: name },
      { ...makeNode(name, ['x'], ['y']), domain: name },
    ]) {
      await expect(readOnnx(from([node]))).rejects.toThrow(UnsupportedOperatorError);
    }
  });

  it.each<[string, OnnxNode, Record<string, ReturnType<typeof floats>>]>([
    [
      'padding',
      makeNode('Pad', ['x', 'c'], ['y'], { mode: { type: 'string', value: 'constructor' } }),
      { c: integers([0, 0, 0, 0]) },
    ],
    [
      'coordinates',
      makeNode('Resize', ['x', '', '', 'c'], ['y'], {
        coordinate_transformation_mode: { type: 'string', value: 'constructor' },
      }),
      { c: integers([1, 2]) },
    ],
  ])('has no mode of %s named as a property of all objects', async (_, node, constants) => {
    await expect(readOnnx(from([node], constants))).rejects.toThrow(UnsupportedOperatorError);
  });

  it('with long names has a short message', async () => {
    const long = 'n'.repeat(1e6);
    for (const node of [makeNode(long, ['x'], ['y']), makeNode('Add', ['x', long], ['y'])]) {
      const error = await readOnnx(from([node])).catch((reason) => reason);
      expect(error).toBeInstanceOf(XaiError);
      expect(error.message.length).toBeLessThan(2000);
    }
    const many = Array.from({ length: 5000 }, (_, index) =>
      makeNode(`Op${index}`, [index === 0 ? 'x' : `v${index}`], [index === 4999 ? 'y' : `v${index + 1}`]),
    );
    await expect(readOnnx(from(many))).rejects.toThrow(/and 4960 more/);
  });
});

it('of a convolution and normalization of constants, their result alone is kept', async () => {
  const nodes = [
    makeNode('Conv', ['image', 'k'], ['a']),
    makeNode('BatchNormalization', ['a', 's', 's', 's', 's'], ['b']),
    makeNode('Flatten', ['b'], ['w']),
    makeNode('MatMul', ['x', 'w'], ['y']),
  ];
  const constants = { image: floats([2, 1, 2, 1]), k: floats([1, 1, 1, 1]), s: floats([1], [1]) };
  const before = memory().numTensors;
  const model = await readOnnx(from(nodes, constants));
  expect(memory().numTensors).toBe(before + 1);
  model.dispose();
});

it('a model without inputs says that there is nothing to explain', async () => {
  const nodes = [makeNode('Relu', ['w'], ['y'])];
  const initializers = new Map([['w', floats([1, 2])]]);
  const outputs = [{ name: 'y', type: 'float32', shape: [1, 2] }] as const;
  const bytes = writeModel({ graph: { name: 'none', nodes, initializers, inputs: [], outputs } });
  await expect(readOnnx(bytes)).rejects.toThrow('The model has no input that is not fixed');
  const model = await OnnxModel.load(bytes);
  await model.dispose();
});
