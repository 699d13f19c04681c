import {
  add,
  avgPool,
  batchNorm,
  batchToSpaceND,
  concat,
  conv1d,
  conv2d,
  conv2dTranspose,
  conv3d,
  cumsum,
  depthToSpace,
  depthwiseConv2d,
  engine,
  expandDims,
  gather,
  image,
  matMul,
  maxPool,
  mean,
  mirrorPad,
  mul,
  ones,
  pad,
  pool,
  relu,
  reshape,
  reverse,
  sigmoid,
  slice,
  softmax,
  spaceToBatchND,
  split,
  squeeze,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  type Tensor5D,
  tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../../tooling/jest/backends';
import { differentiate, LayerGraph, type ReceptiveField, traceReceptiveField } from '../../src';

type Program = (input: Tensor) => Tensor;

const chain =
  (...programs: Program[]): Program =>
  (input) =>
    programs.reduce((x, program) => program(x), input);

const convolution =
  (size: number, stride: number | [number, number], padding: 'same' | 'valid', dilation = 1): Program =>
  (x) =>
    conv2d(x as Tensor4D, ones([size, size, x.shape[3] as number, 2]), stride, padding, 'NHWC', dilation);

const depthwise =
  (size: number, stride: number): Program =>
  (x) =>
    depthwiseConv2d(x as Tensor4D, ones([size, size, x.shape[3] as number, 1]), stride, 'same');

const average =
  (size: number, stride: number, padding: 'same' | 'valid'): Program =>
  (x) =>
    avgPool(x as Tensor4D, size, stride, padding);

const noMargin: [number, number][] = [
  [0, 0],
  [0, 0],
];

/** Programs without negative weights, whose cells depend on all that they see. */
const programs: Record<string, Program> = {
  'element by element': (x) => sigmoid(mul(x, 2)),
  'a valid convolution': convolution(3, 1, 'valid'),
  'a strided one': convolution(3, 2, 'valid'),
  'a strided one, padded': convolution(5, 2, 'same'),
  'another stride along each axis': convolution(3, [1, 2], 'same'),
  'a dilated one': convolution(3, 1, 'valid', 2),
  'a depthwise one': depthwise(3, 2),
  'pooling behind a convolution': chain(convolution(5, 1, 'same'), average(2, 2, 'valid'), convolution(3, 1, 'valid')),
  'pooling that hangs over': chain(average(3, 2, 'same'), average(2, 2, 'same')),
  'zeros around': (x) =>
    convolution(
      3,
      2,
      'valid',
    )(
      pad(x as Tensor4D, [
        [0, 0],
        [2, 1],
        [1, 3],
        [0, 0],
      ]),
    ),
  'a part of the image': (x) => convolution(3, 1, 'valid')(slice(x, [0, 2, 1, 0], [-1, -1, 6, -1])),
  'a dense layer at each place': (x) => {
    const maps = convolution(3, 2, 'same')(x);
    return reshape(matMul(reshape(maps, [-1, 2]) as Tensor2D, ones([2, 5]) as Tensor2D), [-1, 5, 5, 5]);
  },
  normalization: (x) => {
    const maps = convolution(3, 2, 'valid')(x) as Tensor4D;
    return batchNorm(maps, ones([2]), ones([2]), ones([2]), ones([2]));
  },
  'a branch around': (x) => add(convolution(3, 2, 'same')(x), average(1, 2, 'same')(x)),
  'branches side by side': (x) => concat([convolution(1, 1, 'same')(x), convolution(5, 1, 'same')(x)], -1),
  'half of the channels': (x) => split(convolution(3, 2, 'valid')(x), 2, 3)[1],
  'axes that come and go': (x) => squeeze(expandDims(convolution(3, 2, 'valid')(x), 1), [1]),
  'axes there and back': (x) => transpose(convolution(3, 2, 'valid')(transpose(x, [0, 2, 1, 3])), [0, 2, 1, 3]),
  'blocks of the batch': (x) => {
    const blocks = convolution(2, 1, 'valid')(spaceToBatchND(x as Tensor4D, [2, 2], noMargin));
    return batchToSpaceND(blocks as Tensor4D, [2, 2], noMargin);
  },
  'dilated pooling': (x) => pool(x as Tensor4D, 2, 'avg', 'valid', 2),
};

/** The places that a cell depends on: from the first to behind the last along each axis. */
function dependencies(program: Program, input: Tensor, cell: readonly number[]): number[][] {
  const { gradient } = differentiate(program, input, (output) => {
    const values = new Float32Array(output.size);
    const [, , width, features] = output.shape as number[];
    const at = (cell[0] * width + cell[1]) * features;
    values.fill(1, at, at + features);
    return tensor(values, output.shape);
  });
  const width = input.shape[2] as number;
  const places = Array.from(sum(gradient, -1).dataSync()).flatMap((value, at) =>
    value === 0 ? [] : [[Math.floor(at / width), at % width]],
  );
  return [0, 1].map((axis) => {
    const along = places.map((place) => place[axis]);
    return [Math.min(...along), Math.max(...along) + 1];
  });
}

describeBackends('the receptive field', () => {
  test.each(Object.entries(programs))('%s: the cells depend on what they see', (_, program) => {
    tidy(() => {
      const input = ones([1, 10, 10, 2]);
      const { field, output } = traceReceptiveField(program, input);
      const { begin = [], stride = [], size = [] } = field ?? {};
      const [, height, width] = output.shape as number[];
      for (const cell of [
        [0, 0],
        [1, 0],
        [1, 2],
        [height - 1, width - 1],
      ]) {
        const seen = cell.map((place, axis) => {
          const first = begin[axis] + place * stride[axis];
          return [Math.max(0, first), Math.min(10, first + size[axis])];
        });
        expect(seen).toEqual(dependencies(program, input, cell));
      }
    });
  });
});

function fieldOf(program: Program, shape: number[] = [1, 8, 8, 2]): Partial<ReceptiveField> {
  let field: ReceptiveField | undefined;
  tidy(() => {
    field = traceReceptiveField(program, ones(shape)).field;
  });
  return { ...field };
}

test('max pooling sees its windows', () => {
  expect(fieldOf((x) => maxPool(x as Tensor4D, 3, 2, 'same'))).toEqual({ begin: [0, 0], stride: [2, 2], size: [3, 3] });
});

test('a series and a volume have one axis and three', () => {
  const filter = (shape: number[]) => ones(shape);
  const series = (x: Tensor) => relu(conv1d(x as Tensor3D, filter([5, 2, 3]) as Tensor3D, 2, 'same'));
  expect(fieldOf(series, [1, 9, 2])).toEqual({ begin: [-2], stride: [2], size: [5] });
  const volume = (x: Tensor) => conv3d(x as Tensor5D, filter([1, 2, 3, 2, 3]) as Tensor5D, [1, 2, 3], 'valid');
  expect(fieldOf(volume, [1, 4, 6, 9, 2])).toEqual({ begin: [0, 0, 0], stride: [1, 2, 3], size: [1, 2, 3] });
});

test.each<[string, Program, number]>([
  ['nearest', (x) => image.resizeNearestNeighbor(x as Tensor4D, [16, 16]), 0.25],
  ['smooth', (x) => image.resizeBilinear(x as Tensor4D, [16, 16], false, true), 0.25],
  ['smooth, from the first place on', (x) => image.resizeBilinear(x as Tensor4D, [16, 16]), 0.5],
  ['channels made places', (x) => depthToSpace(concat([x, x], 3) as Tensor4D, 2, 'NHWC'), 0.25],
  [
    'a transposed convolution',
    (x) => conv2dTranspose(x as Tensor4D, ones([2, 2, 1, 2]), [1, 16, 16, 1], 2, 'same'),
    0.25,
  ],
])('finer than the input (%s): the centres are half a place apart', (_, program, first) => {
  const { begin = [], stride, size = [] } = fieldOf(program);
  expect(stride).toEqual([0.5, 0.5]);
  expect(begin[0] + size[0] / 2).toBeCloseTo(first, 12);
});

test('resizing to the same corners keeps them', () => {
  const { begin = [], stride = [], size = [] } = fieldOf((x) => image.resizeBilinear(x as Tensor4D, [15, 15], true));
  expect(begin[0] + size[0] / 2).toBeCloseTo(0.5, 12);
  expect(stride[0]).toBeCloseTo(0.5, 12);
});

test('a gate that reaches all places alike is left out', () => {
  const gated = (x: Tensor) => {
    const maps = convolution(3, 2, 'valid')(x);
    return mul(maps, sigmoid(mean(maps, [1, 2], true)));
  };
  expect(fieldOf(gated)).toEqual({ begin: [0, 0], stride: [2, 2], size: [3, 3] });
});

test('samples in another order see what they saw; places in another order are not known', () => {
  const gathered = (axis: number) => (x: Tensor) => gather(convolution(3, 1, 'valid')(x), [0, 0], axis);
  expect(fieldOf(gathered(0))).toEqual({ begin: [0, 0], stride: [1, 1], size: [3, 3] });
  expect(fieldOf(gathered(2))).toEqual({});
});

test('nothing is said of a series in pieces of several places', () => {
  expect(fieldOf((x) => reshape(x, [1, 4, 4]), [1, 8, 2])).toEqual({});
});

test('a mirrored margin lies before the first place', () => {
  const margin = (x: Tensor) =>
    mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      'reflect',
    );
  expect(fieldOf(margin).begin).toEqual([-1, -2]);
});

test.each<[string, Program]>([
  ['reversed', (x) => reverse(x, 1)],
  ['turned', (x) => transpose(x, [0, 2, 1, 3])],
  ['summed up on the way', (x) => cumsum(x, 1)],
  ['mixed by a matrix', (x) => matMul(x, x, true)],
  ['compared along an axis', (x) => transpose(softmax(transpose(x, [0, 3, 1, 2])), [0, 2, 3, 1])],
  ['beside one another', (x) => concat([x, x], 1)],
  ['at different steps', (x) => add(average(2, 2, 'same')(x), slice(x, [0, 0, 0, 0], [-1, 4, 4, -1]))],
  ['in another shape', (x) => reshape(x, [1, 4, 16, 2])],
  ['of no input', () => ones([1, 8, 8, 2])],
  ['averaged', (x) => mean(x, [1, 2], true)],
])('nothing is said of places that are %s', (_, program) => {
  expect(fieldOf(program)).toEqual({});
});

test('the layers of a layers model have theirs', () => {
  const { conv2d: layer, maxPooling2d, zeroPadding2d, separableConv2d, upSampling2d, dense } = tfl.layers;
  const model = tfl.sequential({
    layers: [
      layer({ filters: 3, kernelSize: 5, padding: 'same', activation: 'relu', inputShape: [16, 16, 1] }),
      maxPooling2d({ poolSize: 2 }),
      zeroPadding2d({ padding: 1 }),
      separableConv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'tanh' }),
      dense({ units: 3, activation: 'relu' }),
      upSampling2d({ size: [2, 2] }),
    ],
  });
  const graph = new LayerGraph(model);
  const fields = graph.nodes.map((node) => fieldOf((x) => graph.split(node).head([x]).activation, [1, 16, 16, 1]));
  expect(fields.map((field) => [field.begin?.[0], field.stride?.[0], field.size?.[0]])).toEqual([
    [-2, 1, 5],
    [-2, 2, 6],
    [-4, 2, 6],
    [-4, 4, 10],
    [-4, 4, 10],
    [-6, 2, 12],
  ]);
  model.dispose();
});

test('what was watched runs on as before, also after an error', () => {
  const { runKernel } = engine();
  const failing = () => {
    throw new Error('out of order');
  };
  expect(() => fieldOf(failing)).toThrow('out of order');
  expect(engine().runKernel).toBe(runKernel);
});
