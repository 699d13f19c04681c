import '@tensorflow/tfjs-backend-cpu';
import { float, ints, type OnnxTensor } from 'onnx-format';
import { expectSame, floats, integers, randomNumbers, type Use } from '../support/against-onnxruntime';

const image = [2, 4, 6, 6];
const table = [2, 4, 6];
const perChannel = floats([4], [1, 2, 3, 4]);
const truth = (value: boolean): OnnxTensor => ({ type: 'bool', shape: [], data: Uint8Array.of(Number(value)) });
const numbers = (values: readonly number[]) => ({ type: 'floats', value: values }) as const;

/** Uses whose meaning or form changed between versions of the operator set, by the versions at which they have it. */
const farOut = randomNumbers(72, 17).map((place) => 2.6 * place); // also behind a second mirror

const changed: Record<string, [opsets: readonly number[], use: Omit<Use, 'opset'>][]> = {
  ...Object.fromEntries(
    ['Softmax', 'LogSoftmax', 'Hardmax'].map((op) => [
      op,
      [
        [[7, 11, 12, 13, 21], { op, shape: table, gradient: op !== 'Hardmax', attributes: { axis: 1 } }],
        [[7, 11, 12, 13, 21], { op, shape: table, gradient: op !== 'Hardmax' }], // axis 1 up to version 12, then the last
        [[11, 13], { op, shape: table, gradient: op !== 'Hardmax', attributes: { axis: -1 } }],
      ],
    ]),
  ),
  Clip: [
    [[7, 10], { op: 'Clip', shape: table, attributes: { min: float(-0.5), max: float(0.25) } }],
    [[11, 12, 13], { op: 'Clip', shape: table, constants: [floats([], [-0.5]), floats([], [0.25])] }],
    [[11, 13], { op: 'Clip', shape: table, constants: [null, floats([], [0.25])] }],
  ],
  Dropout: [
    [[7, 10], { op: 'Dropout', shape: table, attributes: { ratio: float(0.3) } }],
    [[12, 13], { op: 'Dropout', shape: table, constants: [floats([], [0.3]), truth(false)] }],
  ],
  Slice: [
    [[7, 9], { op: 'Slice', shape: table, attributes: { starts: [1, -3], ends: [4, 100], axes: [1, 2] } }],
    [
      [10, 11, 13],
      {
        op: 'Slice',
        shape: table,
        constants: [integers([1, -1]), integers([4, -7]), integers([1, 2]), integers([2, -2])],
      },
    ],
  ],
  Pad: [
    [[7, 10], { op: 'Pad', shape: table, attributes: { pads: [0, 1, 2, 0, 0, 1], value: float(0.5) } }],
    [[7, 10], { op: 'Pad', shape: table, attributes: { pads: [0, 1, 2, 0, 0, 1], mode: 'reflect' } }],
    [[11, 13, 18], { op: 'Pad', shape: table, constants: [integers([0, 1, 2, 0, 0, 1]), floats([], [0.5])] }],
    [[18, 19, 21], { op: 'Pad', shape: table, constants: [integers([2, 1]), floats([], [0.5]), integers([-1])] }],
    [[19, 21], { op: 'Pad', shape: table, constants: [integers([0, 1, 2, 0, 0, 1])], attributes: { mode: 'wrap' } }],
  ],
  Upsample: [
    [[7, 8], { op: 'Upsample', shape: image, attributes: { scales: numbers([1, 1, 2, 3]) } }],
    [[9], { op: 'Upsample', shape: image, constants: [floats([4], [1, 1, 2, 3])] }],
    [[9], { op: 'Upsample', shape: image, constants: [floats([4], [1, 1, 2, 3])], attributes: { mode: 'linear' } }],
  ],
  Resize: [
    [[10], { op: 'Resize', shape: image, constants: [floats([4], [1, 1, 2, 2])] }],
    [[10], { op: 'Resize', shape: image, constants: [floats([4], [1, 1, 2, 2])], attributes: { mode: 'linear' } }],
    ...(['linear', 'nearest', 'cubic'] as const).map((mode): [readonly number[], Omit<Use, 'opset'>] => [
      [11, 13, 18, 19],
      { op: 'Resize', shape: image, constants: [floats([0]), floats([4], [1, 1, 2, 1.5])], attributes: { mode } },
    ]),
    [
      [13, 18, 19],
      { op: 'Resize', shape: image, constants: [null, null, integers([2, 4, 9, 4])], attributes: { mode: 'linear' } },
    ],
    [
      [18, 19],
      {
        op: 'Resize',
        shape: image,
        constants: [null, null, integers([9, 4])],
        attributes: { mode: 'linear', axes: [2, 3] },
      },
    ],
    [
      [18, 19],
      {
        op: 'Resize',
        shape: image,
        constants: [null, null, integers([3, 4])],
        attributes: { mode: 'linear', axes: [2, 3], antialias: 1 },
      },
    ],
  ],
  BatchNormalization: [
    [
      [7, 9, 14, 15],
      {
        op: 'BatchNormalization',
        shape: image,
        constants: [perChannel, perChannel, perChannel, perChannel],
        attributes: { epsilon: float(1e-3) },
      },
    ],
  ],
  Split: [
    [[7, 11], { op: 'Split', shape: table, attributes: { axis: 1, split: [1, 3] }, outputs: 2 }],
    [[7, 11, 13], { op: 'Split', shape: table, attributes: { axis: 2 }, outputs: 3 }],
    [[13, 18], { op: 'Split', shape: table, constants: [integers([1, 3])], attributes: { axis: 1 }, outputs: 2 }],
    [[18, 21], { op: 'Split', shape: [2, 5], attributes: { axis: 1, num_outputs: 3 }, outputs: 3 }],
  ],
  GroupNormalization: [
    [
      [18],
      {
        op: 'GroupNormalization',
        shape: image,
        constants: [floats([2], [1, 2]), floats([2], [3, 4])],
        attributes: { num_groups: 2 },
        tolerance: 5e-5,
      },
    ],
    [
      [21],
      {
        op: 'GroupNormalization',
        shape: image,
        constants: [perChannel, perChannel],
        attributes: { num_groups: 2 },
        tolerance: 5e-5,
      },
    ],
  ],
  TopK: [
    [[7, 9], { op: 'TopK', shape: table, attributes: { k: 2 }, outputs: 2, gradient: false }],
    [[10, 11], { op: 'TopK', shape: table, constants: [integers([2])], outputs: 2, gradient: false }],
    [
      [11],
      {
        op: 'TopK',
        shape: table,
        constants: [integers([2])],
        attributes: { largest: 0, axis: 1 },
        outputs: 2,
        gradient: false,
      },
    ],
  ],
  'Squeeze and Unsqueeze': [
    [[7, 11], { op: 'Squeeze', shape: [2, 1, 3], attributes: { axes: [1] } }],
    [[13, 21], { op: 'Squeeze', shape: [2, 1, 3], constants: [integers([-2])] }],
    [[7, 11], { op: 'Unsqueeze', shape: [2, 3], attributes: { axes: [0, 2] } }],
    [[13, 21], { op: 'Unsqueeze', shape: [2, 3], constants: [integers([0, -1])] }],
  ],
  reductions: ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceL2', 'ReduceLogSumExp'].flatMap(
    (op): [readonly number[], Omit<Use, 'opset'>][] => [
      [[7, 11], { op, shape: table, attributes: { axes: [1], keepdims: 0 }, gradient: !/M(ax|in)$/.test(op) }],
      [
        [op === 'ReduceSum' ? 13 : 18, 20],
        { op, shape: table, constants: [integers([1, 2])], attributes: { keepdims: 0 } },
      ],
      [[op === 'ReduceSum' ? 13 : 18], { op, shape: table, attributes: { noop_with_empty_axes: 1 } }],
      [[op === 'ReduceSum' ? 13 : 18], { op, shape: table }],
    ],
  ),
  Gemm: [
    [[7, 9, 11, 13], { op: 'Gemm', shape: [2, 4], constants: [floats([4, 3]), floats([3])] }],
    [
      [11, 13],
      { op: 'Gemm', shape: [2, 4], constants: [floats([3, 4])], attributes: { transB: 1, alpha: float(0.5) } },
    ],
  ],
  poolings: [
    [[7, 10, 11, 19], { op: 'AveragePool', shape: image, attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } }],
    [
      [7, 11, 19],
      {
        op: 'AveragePool',
        shape: image,
        attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 },
      },
    ],
    [
      [10, 19],
      { op: 'AveragePool', shape: image, attributes: { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 } },
    ],
    [[19], { op: 'AveragePool', shape: image, attributes: { kernel_shape: [2, 2], dilations: [2, 2] } }],
    [[10, 12], { op: 'MaxPool', shape: image, attributes: { kernel_shape: [2, 2], dilations: [2, 2] } }],
  ],
  'ArgMax and CumSum': [
    [[7, 11, 13], { op: 'ArgMax', shape: table, attributes: { axis: 1 } }],
    [
      [12, 13],
      { op: 'ArgMax', shape: table, values: new Array(48).fill(1), attributes: { axis: 1, select_last_index: 1 } },
    ],
    [
      [11, 14],
      { op: 'CumSum', shape: table, constants: [integers([1], [])], attributes: { exclusive: 1, reverse: 1 } },
    ],
  ],
  'Shape and Reshape': [
    [[7, 13], { op: 'Shape', shape: table }],
    [[15, 19], { op: 'Shape', shape: table, attributes: { start: 1, end: -1 } }],
    [[7, 13, 14, 19], { op: 'Reshape', shape: table, constants: [integers([0, -1])] }],
  ],
  scattering: [
    [[9], { op: 'Scatter', shape: [3, 3], constants: [integers([1, 0, 2, 0, 2, 1], [2, 3]), floats([2, 3])] }],
    [
      [11, 13],
      { op: 'ScatterElements', shape: [3, 3], constants: [integers([1, 0, 2, 0, 2, 1], [2, 3]), floats([2, 3])] },
    ],
    [
      [16, 18],
      {
        op: 'ScatterElements',
        shape: [3, 3],
        constants: [integers([1, 0, 2, 0, 2, 1], [2, 3]), floats([2, 3])],
        attributes: { reduction: 'add' },
      },
    ],
  ],
  GridSample: ['zeros', 'border', 'reflection'].flatMap((padding_mode) =>
    [0, 1].flatMap((align_corners): [readonly number[], Omit<Use, 'opset'>][] => {
      const grid = floats([2, 3, 5, 2], farOut.slice(0, 60));
      const images = { op: 'GridSample', shape: image, constants: [grid] };
      const places = { op: 'GridSample', shape: [2, 3, 5, 2], constants: [floats(image)], place: 1 };
      return [
        [[16], { ...images, attributes: { padding_mode, align_corners, mode: 'bilinear' } }],
        [[16, 20], { ...images, attributes: { padding_mode, align_corners, mode: 'nearest' } }],
        [[20, 22], { ...images, attributes: { padding_mode, align_corners, mode: 'linear' } }],
        [[16], { ...images, attributes: { padding_mode, align_corners, mode: 'bicubic' }, tolerance: 1e-4 }],
        [[20, 22], { ...images, attributes: { padding_mode, align_corners, mode: 'cubic' }, tolerance: 1e-4 }],
        [[20], { ...places, attributes: { padding_mode, align_corners }, tolerance: 1e-4 }],
        ...['linear', 'nearest'].map((mode): [readonly number[], Omit<Use, 'opset'>] => {
          const volumes = {
            op: 'GridSample',
            shape: [2, 3, 2, 4, 5],
            attributes: { padding_mode, align_corners, mode },
          };
          return [[20, 22], { ...volumes, constants: [floats([2, 3, 2, 2, 3], farOut)], tolerance: 1e-4 }];
        }),
      ];
    }),
  ),
  'since version 9 and later': [
    [
      [9, 13],
      {
        op: 'Shrink',
        shape: [7],
        values: [-0.7, -0.45, -0.2, 0.05, 0.3, 0.55, 0.8],
        attributes: { bias: float(0.1), lambd: float(0.35) },
      },
    ],
    [[10, 20], { op: 'IsInf', shape: [3], values: [Infinity, 1, -Infinity], gradient: false }],
    [
      [10],
      {
        op: 'IsInf',
        shape: [3],
        values: [Infinity, 1, -Infinity],
        gradient: false,
        attributes: { detect_positive: 0 },
      },
    ],
    [[10], { op: 'ReverseSequence', shape: [4, 3, 2], constants: [integers([1, 4, 3])] }],
    [
      [10],
      {
        op: 'ReverseSequence',
        shape: [3, 4, 2],
        constants: [integers([1, 4, 3])],
        attributes: { batch_axis: 0, time_axis: 1 },
      },
    ],
  ],
  Gelu: [
    [[20], { op: 'Gelu', shape: table }],
    [[20], { op: 'Gelu', shape: table, attributes: { approximate: 'tanh' } }],
  ],
  'elementwise arithmetic': ['Add', 'Sub', 'Mul', 'Div'].map((op): [readonly number[], Omit<Use, 'opset'>] => [
    [7, 13, 14],
    { op, shape: table, constants: [floats([6], [1, 2, 3, 4, 5, 6])] },
  ]),
  'axes of a norm': [[[11, 22], { op: 'LpNormalization', shape: table, attributes: { axis: 1, p: 2 } }]],
  'instances and layers': [
    [[7, 22], { op: 'InstanceNormalization', shape: image, constants: [perChannel, perChannel], tolerance: 5e-5 }],
    [[17], { op: 'LayerNormalization', shape: table, constants: [floats([6]), floats([6])], tolerance: 5e-5 }],
  ],
  'rectifiers with slopes': [
    [[7, 9, 16], { op: 'PRelu', shape: [2, 4, 3], constants: [floats([4, 1], [0.1, 0.2, 0.3, 0.4])] }],
    [[10, 22], { op: 'ThresholdedRelu', shape: table, attributes: { alpha: float(0.3) } }],
  ],
  'axes given as a list': [
    [[13, 18], { op: 'ReduceSum', shape: table, constants: [integers([0, 2])], attributes: { keepdims: 1 } }],
    [[7], { op: 'Transpose', shape: table, attributes: { perm: ints([2, 0, 1]) } }],
  ],
};

describe('what changed between versions of the operator set is read as onnxruntime runs it', () => {
  it.each(Object.keys(changed))('%s', async (name) => {
    for (const [opsets, use] of changed[name]) {
      for (const opset of opsets) {
        try {
          await expectSame({ tolerance: 2e-5, ...use, opset });
        } catch (error) {
          throw new Error(`${use.op} of ${opset} ${JSON.stringify(use.attributes ?? {})}: ${(error as Error).message}`);
        }
      }
    }
  });
});
