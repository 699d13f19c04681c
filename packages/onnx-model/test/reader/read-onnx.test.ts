import '@tensorflow/tfjs-backend-cpu';
import { dispose, memory, profile, tensor1d, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { Gradient } from 'explainable-ai';
import {
  int,
  makeNode,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  type WritableModel,
  writeModel,
} from 'onnx-format';
import { analyze, NoGradientError, ShapeError, ValueError } from 'xai-base';
import { DisposedModelError, OnnxFileError, readOnnx, UnsupportedOperatorError } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const values = (...rows: number[][]) => tensor2d(rows);

/** Reads a model for the time of a test. */
async function using<T>(
  parameters: Parameters<typeof readOnnx>,
  use: (model: Awaited<ReturnType<typeof readOnnx>>) => T | Promise<T>,
): Promise<T> {
  const model = await readOnnx(...parameters);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

const matrix = { x: ['float32', 'batch', 2] } as const;
const result = { y: ['float32', 'batch', 2] } as const;

describe('operators that cannot be read', () => {
  it('are all listed, with what serves instead', async () => {
    const nodes = [
      makeNode('If', ['x'], ['a']),
      makeNode('If', ['a'], ['b']),
      { ...makeNode('Special', ['b'], ['c']), domain: 'com.example' },
      makeNode('Celu', ['c'], ['d']),
      makeNode('MaxPool', ['d'], ['y', 'indices']),
    ];
    const error = await readOnnx(graph(matrix, nodes, result)).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnsupportedOperatorError);
    expect(error.operators).toEqual([
      { op: 'If', domain: '', count: 2, reason: 'without else_branch and then_branch' },
      { op: 'Special', domain: 'com.example', count: 1 },
      { op: 'MaxPool', domain: '', count: 1, reason: 'with the indices of the maxima' },
    ]);
    expect(error.message).toContain(
      '  If without else_branch and then_branch (2)\n  com.example.Special (1)\n  MaxPool with the indices of the maxima (1)\n',
    );
    expect(error.message).toContain('OnnxModel.load(file)');
  });

  it('do not matter where the output does not need them', async () => {
    const nodes = [makeNode('Neg', ['x'], ['y']), makeNode('Special', ['y'], ['z'])];
    await using([graph(matrix, nodes, result)], (model) => {
      const y = tidy(() => model(values([1, 2])).arraySync());
      expect(y).toEqual([[-1, -2]]);
    });
  });
});

describe('a model', () => {
  it('can be disposed of twice, and says so when it is called after it', async () => {
    const model = await readOnnx(graph(matrix, [makeNode('MatMul', ['x', 'w'], ['y'])], result, { w: floats([2, 2]) }));
    model.dispose();
    model.dispose();
    tidy(() => expect(() => model(values([1, 2]))).toThrow(DisposedModelError));
  });

  it('refuses an input of another shape, and one that is no tensor', async () => {
    await using([graph(matrix, [makeNode('Neg', ['x'], ['y'])], result)], (model) => {
      tidy(() => expect(() => model(values([1, 2, 3]))).toThrow(ShapeError));
      expect(() => model([1, 2] as never)).toThrow(ValueError);
    });
  });

  it('with a fixed batch runs as often as the samples need', async () => {
    const one = { x: ['float32', 2, 3] } as const;
    const nodes = [makeNode('Reshape', ['x', 'shape'], ['a']), makeNode('Mul', ['a', 'a'], ['y'])];
    const bytes = graph(one, nodes, { y: ['float32', 2, 3] }, { shape: integers([2, 3]) });
    await using([bytes], async (model) => {
      const x = tensor2d([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]);
      const explanation = await analyze(x, new Gradient(model), 1);
      expect(explanation.output.arraySync()).toEqual([
        [1, 4, 9],
        [16, 25, 36],
        [49, 64, 81],
      ]);
      expect(explanation.val.arraySync()).toEqual([
        [0, 4, 0],
        [0, 10, 0],
        [0, 16, 0],
      ]);
      explanation.dispose();
      x.dispose();
    });
  });

  it('that returns a number a sample returns one output a sample', async () => {
    const bytes = graph(
      matrix,
      [makeNode('ReduceSum', ['x', 'axes'], ['y'], { keepdims: int(0) })],
      { y: ['float32', 'batch'] },
      {
        axes: integers([1]),
      },
    );
    await using([bytes], (model) => {
      const y = tidy(() => model(values([1, 2], [3, 4])).arraySync());
      expect(y).toEqual([[3], [7]]);
    });
  });

  it('of token indices has no gradient, and says so', async () => {
    const tokens = { x: ['int64', 'batch', 2] } as const;
    const nodes = [
      makeNode('Gather', ['table', 'x'], ['a']),
      makeNode('ReduceMean', ['a'], ['y'], { keepdims: int(0), axes: { type: 'ints', value: [1] } }),
    ];
    await using([graph(tokens, nodes, result, { table: floats([4, 2]) })], async (model) => {
      const x = tensor2d([[0, 3]], [1, 2], 'int32');
      await expect(analyze(x, new Gradient(model))).rejects.toThrow(NoGradientError);
      x.dispose();
    });
  });

  it('whose shapes depend on its values says so, and what serves instead', async () => {
    const nodes = [makeNode('NonZero', ['x'], ['a']), makeNode('Cast', ['a'], ['y'], { to: int(1) })];
    await using([graph(matrix, nodes, result)], (model) => {
      tidy(() =>
        expect(() => model(values([1, 2]))).toThrow(/node NonZero "a".*depends on the values.*OnnxModel\.load/s),
      );
    });
  });

  it('with channels first takes channels last when it is told to', async () => {
    const image = { x: ['float32', 'batch', 2, 1, 2] } as const;
    const bytes = graph(image, [makeNode('Flatten', ['x'], ['y'])], { y: ['float32', 'batch', 4] });
    const x = tensor4d([1, 2, 3, 4], [1, 1, 2, 2]);
    await using([bytes, { channelsFirst: true }], (model) => {
      const y = tidy(() => model(x).arraySync());
      expect(y).toEqual([[1, 3, 2, 4]]);
    });
    x.dispose();
  });
});

describe('several inputs and outputs', () => {
  const both = { x: ['float32', 'batch', 2], mask: ['float32', 'batch', 2] } as const;
  const bytes = graph(both, [makeNode('Mul', ['x', 'mask'], ['y']), makeNode('Neg', ['y'], ['z'])], {
    ...result,
    z: ['float32', 'batch', 2],
  });

  it('must be chosen', async () => {
    await expect(readOnnx(bytes)).rejects.toThrow(
      "The model has 2 inputs: x: float32[batch, 2]; mask: float32[batch, 2]. Choose one by the option { input: 'x' | 'mask' }",
    );
    await expect(readOnnx(bytes, { input: 'x' })).rejects.toThrow(ValueError);
    await expect(readOnnx(bytes, { input: 'x', output: 'nothing' })).rejects.toThrow(
      'The model has no output "nothing"',
    );
  });

  it('a further input may be fixed, of one row for all samples', async () => {
    const mask = values([1, 0]);
    const model = await readOnnx(bytes, { output: 'z', fixedInputs: { mask } });
    mask.dispose();
    expect(tidy(() => model(values([1, 2], [3, 4])).arraySync())).toEqual([
      [-1, -0],
      [-3, -0],
    ]);
    model.dispose();
  });

  it('a further input may come with each call', async () => {
    await using([bytes, { input: 'x', output: 'y' }], (model) => {
      tidy(() => {
        const [x, mask] = [values([1, 2]), values([5, 6])];
        expect(model(x, { mask }).arraySync()).toEqual([[5, 12]]);
        expect(() => model(x)).toThrow('The model also needs the input mask');
      });
    });
  });
});

describe('files', () => {
  it('that are none are refused', async () => {
    await expect(readOnnx(new Uint8Array([1, 2, 3]))).rejects.toThrow(OnnxFileError);
    await expect(readOnnx('nothing.onnx')).rejects.toThrow(OnnxFileError);
    await expect(readOnnx(3 as never)).rejects.toThrow(ValueError);
  });

  it('may define functions, which may use others', async () => {
    const value = (name: string): OnnxValue => ({ name, type: 'float32', shape: ['batch', 2] });
    const call = (op: string, from: string, to: string): OnnxNode => ({ ...makeNode(op, [from], [to]), domain: 'own' });
    const bytes = writeModel({
      opsets: { '': 17, own: 1 },
      functions: [
        { domain: 'own', name: 'Twice', inputs: ['a'], outputs: ['b'], nodes: [makeNode('Add', ['a', 'a'], ['b'])] },
        {
          domain: 'own',
          name: 'FourTimes',
          inputs: ['a'],
          outputs: ['b'],
          nodes: [call('Twice', 'a', 'c'), call('Twice', 'c', 'b')],
        },
      ],
      graph: {
        name: 'test',
        nodes: [call('FourTimes', 'x', 'c'), call('Twice', 'c', 'y')],
        initializers: new Map(),
        inputs: [value('x')],
        outputs: [value('y')],
      },
    } satisfies WritableModel);
    await using([bytes], (model) => {
      expect(tidy(() => model(values([1, 2])).arraySync())).toEqual([[8, 16]]);
    });
  });
});

describe('what depends on constants alone', () => {
  it('is computed once, and only what is needed is kept', async () => {
    const constants: Record<string, OnnxTensor> = { a: floats([2, 2], [1, 2, 3, 4]), b: floats([2, 2], [1, 0, 0, 1]) };
    const nodes = [makeNode('Add', ['a', 'b'], ['w']), makeNode('MatMul', ['x', 'w'], ['y'])];
    await using([graph(matrix, nodes, result, constants)], (model) => {
      const [x, zero] = [values([1, 1]), tensor1d([0])];
      const y = model(x);
      expect(y.arraySync()).toEqual([[5, 7]]);
      dispose([x, y, zero]);
    });
  });

  it('may be the whole output', async () => {
    const nodes = [makeNode('Add', ['a', 'a'], ['y'])];
    const bytes = graph(matrix, nodes, { y: ['float32', 1, 2] }, { a: floats([1, 2], [1, 2]) });
    await using([bytes], (model) => {
      expect(tidy(() => model(values([1, 2])).arraySync())).toEqual([[2, 4]]);
    });
  });
});

describe('the layout', () => {
  it('is changed once on the way through convolutions and poolings', async () => {
    const image = { x: ['float32', 'batch', 2, 6, 6] } as const;
    const nodes = [
      makeNode('Conv', ['x', 'w'], ['a']),
      makeNode('Relu', ['a'], ['b']),
      makeNode('Conv', ['b', 'w'], ['c']),
      makeNode('Add', ['c', 'bias'], ['d']),
      makeNode('MaxPool', ['d'], ['e'], { kernel_shape: { type: 'ints', value: [2, 2] } }),
      makeNode('Concat', ['e', 'e'], ['f'], { axis: int(1) }),
      makeNode('Flatten', ['f'], ['y']),
    ];
    const constants = { w: floats([2, 2, 1, 1]), bias: floats([1, 2, 1, 1]) };
    const bytes = graph(image, nodes, { y: ['float32', 'batch', 100] }, constants);
    await using([bytes, { channelsFirst: true }], async (model) => {
      const x = tensor4d(Array(72).fill(1), [1, 6, 6, 2]);
      const { kernelNames } = await profile(() => {
        model(x).dispose();
      });
      expect(kernelNames.filter((name) => name === 'Transpose')).toHaveLength(1); // of the flattened features
      x.dispose();
    });
  });
});

describe('a large constant', () => {
  it('that is transposed is so on the device, and kept once', async () => {
    const size = 200;
    const constants = { w: floats([3, size], Array(3 * size).fill(1)), big: floats([size * 3, 3]) };
    const nodes = [
      makeNode('Transpose', ['big'], ['t']),
      makeNode('Slice', ['t', 'zero', 'three', 'one'], ['part']),
      makeNode('MatMul', ['x', 'part'], ['y']),
    ];
    const limits = { zero: integers([0]), three: integers([3]), one: integers([1]) };
    const bytes = graph(
      { x: ['float32', 'batch', 3] },
      nodes,
      { y: ['float32', 'batch', 3] },
      { ...constants, ...limits },
    );
    const before = memory().numTensors;
    await using([bytes], (model) => {
      expect(memory().numTensors).toBe(before + 1);
      expect(tidy(() => model(values([0, 0, 0])).arraySync())).toEqual([[0, 0, 0]]);
    });
  });
});
