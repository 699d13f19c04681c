import '@tensorflow/tfjs-backend-cpu';
import { expectSame, floats, integers, type Use } from '../support/against-onnxruntime';

const shape = [2, 4, 6];
const image = [2, 4, 6, 6];
const perChannel = floats([4], [1, 2, 3, 4]);

/** Uses that are the same in every version. */
const uses: Use[] = [
  ...['Relu', 'Sigmoid', 'Tanh', 'Abs', 'Neg', 'Exp', 'Softplus', 'Elu', 'Selu', 'LeakyRelu', 'Erf', 'Identity'].map(
    (op) => ({
      op,
      shape,
    }),
  ),
  ...['Add', 'Sub', 'Mul', 'Max', 'Min', 'Pow'].map((op) => ({
    op,
    shape,
    constants: [floats([6])],
    place: op === 'Pow' ? 1 : 0,
  })),
  ...['Softmax', 'LogSoftmax'].map((op) => ({ op, shape, attributes: { axis: 2 } })),
  { op: 'Clip', shape, constants: [floats([], [-0.5]), floats([], [0.5])] },
  { op: 'MatMul', shape, constants: [floats([6, 3])] },
  { op: 'Gemm', shape: [2, 4], constants: [floats([4, 3]), floats([3])] },
  { op: 'Conv', shape: image, constants: [floats([3, 4, 3, 3]), floats([3])] },
  { op: 'ConvTranspose', shape: image, constants: [floats([4, 3, 3, 3])] },
  { op: 'BatchNormalization', shape: image, constants: [perChannel, perChannel, perChannel, perChannel] },
  { op: 'AveragePool', shape: image, attributes: { kernel_shape: [2, 2] } },
  { op: 'GlobalAveragePool', shape: image },
  { op: 'Flatten', shape: image },
  { op: 'Reshape', shape, constants: [integers([0, -1])] },
  { op: 'Transpose', shape, attributes: { perm: [2, 0, 1] } },
  { op: 'Concat', shape, constants: [floats([2, 1, 6])], attributes: { axis: 1 } },
  { op: 'Slice', shape, constants: [integers([1]), integers([3]), integers([1])] },
  { op: 'Gather', shape, constants: [integers([1, 0])], attributes: { axis: 1 } },
  { op: 'Pad', shape, constants: [integers([0, 1, 0, 0, 0, 2])] },
  { op: 'Resize', shape: image, constants: [floats([0]), floats([4], [1, 1, 2, 2])], attributes: { mode: 'linear' } },
  {
    op: 'Where',
    shape,
    constants: [{ type: 'bool', shape: [6], data: Uint8Array.of(0, 1, 0, 1, 1, 0) }, floats([])],
    place: 1,
  },
  { op: 'Expand', shape: [2, 1, 6], constants: [integers([2, 4, 6])] },
  { op: 'ArgMax', shape, attributes: { axis: 1 } },
  { op: 'TopK', shape, constants: [integers([2])], outputs: 2 },
  { op: 'CumSum', shape, constants: [integers([1], [])] },
  { op: 'Cast', shape, attributes: { to: 6 } },
  { op: 'PRelu', shape, constants: [floats([6])] },
  { op: 'InstanceNormalization', shape: image, constants: [perChannel, perChannel], tolerance: 5e-5 },
];

describe.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21])('operator set %i', (opset) => {
  it('is computed as onnxruntime does', async () => {
    for (const use of uses) await expectSame({ ...use, opset, gradient: false, tolerance: use.tolerance ?? 2e-5 });
  });

  it('has axes as an attribute or as an input', async () => {
    for (const op of ['Squeeze', 'Unsqueeze']) {
      const use = { op, shape: [2, 1, 3], opset, gradient: false };
      await expectSame(opset < 13 ? { ...use, attributes: { axes: [1] } } : { ...use, constants: [integers([1])] });
    }
    for (const op of ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceL2']) {
      const use = { op, shape, opset, gradient: false };
      const isInput = opset >= (op === 'ReduceSum' ? 13 : 18);
      await expectSame(isInput ? { ...use, constants: [integers([1])] } : { ...use, attributes: { axes: [1] } });
    }
  });
});
