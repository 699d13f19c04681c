import '@tensorflow/tfjs-backend-cpu';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { float } from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError, XaiError } from 'xai-base';
import { readOnnx } from '../../src';
import { floats, integers, modelOf, type Use } from '../support/against-onnxruntime';

/** Uses of operators that onnxruntime refuses, and what is said of them here. */
const invalid: [message: string, use: Use][] = [
  ['index 7 is outside of an axis of length 2', { op: 'Gather', shape: [2, 3], constants: [integers([0, 7])] }],
  [
    'index 3 is outside of an axis of length 3',
    { op: 'Gather', shape: [2, 3], constants: [integers([3], [])], attributes: { axis: 1 } },
  ],
  ['index -3 is outside', { op: 'GatherElements', shape: [2, 3], constants: [integers([-3, 0], [1, 2])] }],
  [
    'indices of shape [1, 4] do not go with [2, 3]',
    { op: 'GatherElements', shape: [2, 3], constants: [integers([0, 0, 0, 0], [1, 4])] },
  ],
  ['index 5 is outside', { op: 'GatherND', shape: [2, 3], constants: [integers([1, 5], [1, 2])] }],
  ['indices of 3 axes', { op: 'GatherND', shape: [2, 3], constants: [integers([1, 1, 1], [1, 3])] }],
  ['index 2 is outside', { op: 'ScatterElements', shape: [2, 3], constants: [integers([2], [1, 1]), floats([1, 1])] }],
  ['index 4 is outside', { op: 'ScatterND', shape: [2, 3], constants: [integers([4], [1, 1]), floats([1, 3])] }],
  ['[0, 0] is no order of 2 axes', { op: 'Transpose', shape: [2, 3], attributes: { perm: [0, 0] } }],
  ['is no order of 2 axes', { op: 'Transpose', shape: [2, 3], attributes: { perm: [0, 1, 2] } }],
  [
    'no axis 2 in a rank of 2',
    { op: 'Slice', shape: [2, 3], constants: [integers([0]), integers([1]), integers([2])] },
  ],
  [
    'starts, ends and steps were given',
    { op: 'Slice', shape: [2, 3], constants: [integers([0, 0]), integers([1]), integers([0])] },
  ],
  [
    'its step is 0',
    { op: 'Slice', shape: [2, 3], constants: [integers([0]), integers([1]), integers([0]), integers([0])] },
  ],
  ['no axis 2 in a rank of 2', { op: 'Concat', shape: [2, 3], constants: [floats([2, 3])], attributes: { axis: 2 } }],
  ['differ beside the axis 0', { op: 'Concat', shape: [2, 3], constants: [floats([2, 4])], attributes: { axis: 0 } }],
  ['no axis 2 in a rank of 2', { op: 'Softmax', shape: [2, 3], attributes: { axis: 2 } }],
  ['no axis -3 in a rank of 2', { op: 'LogSoftmax', opset: 11, shape: [2, 3], attributes: { axis: -3 } }],
  ['no axis 3 in a rank of 3', { op: 'Unsqueeze', shape: [2, 3], constants: [integers([3])] }],
  ['are the same in part', { op: 'Unsqueeze', shape: [2, 3], constants: [integers([0, 0])] }],
  ['its axis 1 is of length 3; expected 1', { op: 'Squeeze', shape: [1, 3], constants: [integers([1])] }],
  ['no axis 5', { op: 'Squeeze', shape: [1, 3], constants: [integers([5])] }],
  ['no axis 2', { op: 'ArgMax', shape: [2, 3], attributes: { axis: 2 } }],
  ['no axis 4', { op: 'ReduceSum', shape: [2, 3], constants: [integers([4])] }],
  ['no axis -3', { op: 'ReduceMean', shape: [2, 3], attributes: { axes: [-3] } }],
  ['5 elements of an axis of length 3', { op: 'TopK', shape: [2, 3], constants: [integers([5])], outputs: 2 }],
  ['no axis 2', { op: 'CumSum', shape: [2, 3], constants: [integers([2], [])] }],
  [
    'cannot be split into [1, 1]',
    { op: 'Split', shape: [2, 3], constants: [integers([1, 1])], attributes: { axis: 1 }, outputs: 2 },
  ],
  [
    'cannot be split into [1, 1, 1]',
    { op: 'Split', shape: [2, 3], constants: [integers([1, 1, 1])], attributes: { axis: 1 }, outputs: 2 },
  ],
  ['cannot be split', { op: 'Split', opset: 13, shape: [2, 3], attributes: { axis: 1 }, outputs: 2 }],
  ['do not go together', { op: 'Expand', shape: [2, 3], constants: [integers([2, 2])] }],
  ['do not go together', { op: 'Expand', shape: [2, 3], constants: [integers([2])] }],
  ['2 numbers of copies', { op: 'Tile', shape: [2, 3, 1], constants: [integers([1, 2])] }],
  ['is no shape for', { op: 'Reshape', shape: [2, 3], constants: [integers([-1, -1])] }],
  ['the shape [2, 3] cannot become [4, 2]', { op: 'Reshape', shape: [2, 3], constants: [integers([4, 2])] }],
  ['the shape [2, 3] cannot become [1.5, 4]', { op: 'Reshape', shape: [2, 3], constants: [integers([-1, 4])] }],
  [
    '3 channels cannot be split into 2 groups',
    {
      op: 'GroupNormalization',
      opset: 21,
      shape: [1, 3, 2],
      constants: [floats([3]), floats([3])],
      attributes: { num_groups: 2 },
    },
  ],
  [
    'a length of 3 cannot be split into parts of 4',
    { op: 'DepthToSpace', shape: [1, 3, 2, 2], attributes: { blocksize: 2 } },
  ],
  ['no axis 3', { op: 'Flatten', shape: [2, 3], attributes: { axis: 3 } }],
  ['2 margins were given for 2 axes', { op: 'Pad', shape: [2, 3], constants: [integers([1, 1])] }],
  ['do not go together', { op: 'Add', shape: [2, 3], constants: [floats([2])] }],
  ['cannot be evaluated', { op: 'MatMul', shape: [2, 3], constants: [floats([2, 3])] }],
  ['does not go with [2, 4]', { op: 'Gemm', shape: [2, 3], constants: [floats([3, 4]), floats([3])] }],
  [
    'it has 3 channels for an input of 2',
    { op: 'BatchNormalization', shape: [1, 2, 2], constants: [1, 2, 3, 4].map(() => floats([3], [1, 1, 1])) },
  ],
  [
    'it has 1 numbers for 2 channels',
    { op: 'InstanceNormalization', shape: [1, 2, 4], constants: [floats([1]), floats([1])] },
  ],
  ['takes 3 channels', { op: 'Conv', shape: [1, 2, 4, 4], constants: [floats([1, 3, 2, 2])] }],
  ['in groups of 2', { op: 'Conv', shape: [1, 4, 4, 4], constants: [floats([3, 2, 2, 2])], attributes: { group: 2 } }],
  ['have 2 axes; the input has 3', { op: 'Conv', shape: [1, 2, 4, 4, 4], constants: [floats([1, 2, 2, 2])] }],
  ['not for 2 axes', { op: 'MaxPool', shape: [1, 2, 4, 4], attributes: { kernel_shape: [2, 2], strides: [1] } }],
  ['its weight takes 3 channels', { op: 'ConvTranspose', shape: [1, 2, 4, 4], constants: [floats([3, 2, 2, 2])] }],
  ['a limit has the shape [2]', { op: 'Clip', shape: [2, 2], constants: [floats([2], [0, 0])] }],
  [
    'no axis 2',
    { op: 'OneHot', place: 2, shape: [2], constants: [integers([0, 1]), integers([3], [])], attributes: { axis: 3 } },
  ],
  ['no axis 2', { op: 'LpNormalization', shape: [2, 3], attributes: { axis: 2 } }],
  [
    'no axis 2',
    { op: 'LayerNormalization', shape: [2, 3], constants: [floats([3])], attributes: { axis: 2, epsilon: float(1) } },
  ],
];

describe('a model that onnxruntime refuses', () => {
  it.each(invalid)('is refused: %s (%j)', async (message, use) => {
    const bytes = modelOf(use);
    const size = use.shape.reduce((a, b) => a * b, 1);
    const runtime = async () => {
      const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
      await session.run({ x: new Tensor('float32', new Float32Array(size), [...use.shape]) });
    };
    await expect(runtime()).rejects.toThrow();
    const error = await readOnnx(bytes, { output: 'y0' }).catch((reason) => reason);
    expect(error).toBeInstanceOf(XaiError);
    expect(error.message).toContain(message.startsWith('no axis') ? 'there is no axis' : message);
    expect(error.message).toContain(`The node ${use.op} "y0" cannot be evaluated`);
  });

  it('is refused in a call where its shapes are open when it is read', async () => {
    const use = { op: 'Gather', shape: [2, 3], constants: [integers([7], [])] };
    const open = modelOf({ ...use, shape: ['batch' as never, 3] });
    const model = await readOnnx(open);
    tidy(() => {
      expect(() => model(tensor([1, 2, 3, 4, 5, 6], [2, 3]))).toThrow(ModelError);
      expect(() => model(tensor([1, 2, 3, 4, 5, 6], [2, 3]))).toThrow('index 7 is outside of an axis of length 2');
    });
    model.dispose();
  });
});

describe('a model that onnxruntime runs', () => {
  it.each<[string, Use]>([
    [
      'a Slice with a step that takes nothing',
      { op: 'Slice', shape: [3], constants: [integers([0]), integers([-9]), integers([0]), integers([2])] },
    ],
    [
      'a Slice backwards that takes nothing',
      { op: 'Slice', shape: [3], constants: [integers([0]), integers([9]), integers([0]), integers([-1])] },
    ],
    [
      'a Concat with an empty part',
      { op: 'Concat', shape: [2, 3], constants: [floats([0, 3])], attributes: { axis: 0 } },
    ],
    ['a Flatten from behind the last axis on', { op: 'Flatten', shape: [2, 3], attributes: { axis: 2 } }],
    ['an Expand to a shape that is shorter', { op: 'Expand', shape: [2, 3], constants: [integers([1])] }],
  ])('%s gives the same', async (_, use) => {
    const bytes = modelOf(use);
    const size = use.shape.reduce((a, b) => a * b, 1);
    const values = Float32Array.from({ length: size }, (_value, index) => index + 1);
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
    const { y0 } = await session.run({ x: new Tensor('float32', values, [...use.shape]) });
    const model = await readOnnx(bytes);
    tidy(() => {
      const y = model(tensor(values, [...use.shape]));
      expect(y.shape.filter((length, axis) => axis === 0 || length !== 1)).toEqual(
        [...y0.dims].filter((length, axis) => axis === 0 || length !== 1),
      );
      expect([...y.dataSync()]).toEqual([...(y0.data as Float32Array)]);
    });
    model.dispose();
    await session.release();
  });
});
