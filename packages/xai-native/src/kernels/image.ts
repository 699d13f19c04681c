import { backend_util } from '@tensorflow/tfjs-core';
import { float, int, string } from 'onnx-format';
import { anything, sumRange } from '../graph/range';
import { arranged, asIs, rows, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { inShape } from './reshape';
import { shapeKernels } from './shape';
import { slicingKernels } from './slicing';
import { channelsFirst } from './window';

interface ResizeAttributes {
  readonly size: readonly [number, number];
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** How far the cells of one axis of the result are apart in the image. */
function scaleOf(from: number, to: number, alignCorners: boolean): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** What each cell of the image, `[to, from]`, counts in each cell of the result: between the two next ones. */
function bilinear(from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes): Float32Array {
  const weights = new Float32Array(to * from);
  const scale = scaleOf(from, to, alignCorners);
  for (let cell = 0; cell < to; cell++) {
    const place = halfPixelCenters ? scale * (cell + 0.5) - 0.5 : scale * cell;
    const low = Math.max(0, Math.floor(place));
    const high = Math.min(from - 1, Math.ceil(place));
    weights[cell * from + low] += 1 - (place - low);
    weights[cell * from + high] += place - low;
  }
  return weights;
}

/** The same of the nearest cell. */
function nearest(from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes): Float32Array {
  const weights = new Float32Array(to * from);
  const scale = scaleOf(from, to, alignCorners);
  for (let cell = 0; cell < to; cell++) {
    const place = halfPixelCenters ? scale * (cell + 0.5) : scale * cell;
    const next = alignCorners ? Math.round(place) : Math.floor(place);
    weights[cell * from + Math.max(0, Math.min(from - 1, next))] = 1;
  }
  return weights;
}

type Weights = (from: number, to: number, attributes: ResizeAttributes) => Float32Array;

/** A resized image is the product of the image with a matrix for its rows, and one for its columns. */
function resize(weights: Weights) {
  return translation<ResizeAttributes>(({ inputs: { images }, attrs, graph }) => {
    const [batch, height, width, channels] = shapeOf(images);
    const [toHeight, toWidth] = attrs.size;
    const order = channelsFirst(4);
    const ofRows = graph.literal(weights(height, toHeight, attrs), [toHeight, height], 'float32');
    const ofColumns = graph.literal(
      turned(weights(width, toWidth, attrs), toWidth, width),
      [width, toWidth],
      'float32',
    );
    const { range } = images.value;
    const output = (shape: number[]) =>
      ({ shape, type: 'float32', range: weights === nearest ? range : sumRange(range) }) as const;
    const value = graph.one(
      'MatMul',
      [ofRows, arranged(graph, images, order)],
      output([batch, channels, toHeight, width]),
    );
    return { value: graph.one('MatMul', [value, ofColumns], output([batch, channels, toHeight, toWidth])), order };
  });
}

function turned(matrix: Float32Array, height: number, width: number): Float32Array {
  return Float32Array.from(matrix, (_, index) => matrix[(index % height) * width + Math.floor(index / height)]);
}

const transpose = (x: View, perm: readonly number[]): View => ({
  value: x.value,
  order: perm.map((axis) => x.order[axis]),
});

interface BlockAttributes {
  readonly blockShape: number[];
  readonly crops: number[][];
  readonly paddings: [number, number][];
}

function spaceToBatch({ inputs: { x }, attrs, graph }: KernelCall<BlockAttributes>): View {
  const { blockShape, paddings } = attrs;
  const product = blockShape.reduce((size, length) => size * length, 1);
  const rest = shapeOf(x).length - 1 - blockShape.length;
  const margins = [[0, 0], ...paddings, ...Array.from({ length: rest }, () => [0, 0])];
  const padded = shapeKernels.PadV2({ inputs: { x }, attrs: { paddings: margins, constantValue: 0 }, graph }) as View;
  const shape = shapeOf(padded);
  const inBlocks = backend_util.getReshaped(shape, blockShape, product, false);
  const order = backend_util.getPermuted(inBlocks.length, blockShape.length, false);
  const result = backend_util.getReshapedPermuted(shape, blockShape, product, false);
  return inShape(graph, transpose(inShape(graph, padded, inBlocks), order), result);
}

function batchToSpace({ inputs: { x }, attrs, graph }: KernelCall<BlockAttributes>): View {
  const { blockShape, crops } = attrs;
  const product = blockShape.reduce((size, length) => size * length, 1);
  const shape = shapeOf(x);
  const inBlocks = backend_util.getReshaped(shape, blockShape, product);
  const order = backend_util.getPermuted(inBlocks.length, blockShape.length);
  const whole = backend_util.getReshapedPermuted(shape, blockShape, product);
  const begin = backend_util.getSliceBeginCoords(crops, blockShape.length);
  const size = backend_util.getSliceSize(whole, crops, blockShape.length);
  const image = inShape(graph, transpose(inShape(graph, x, inBlocks), order), whole);
  return slicingKernels.Slice({ inputs: { x: image }, attrs: { begin, size }, graph }) as View;
}

/** What is done to images besides convolution and pooling. */
export const imageKernels: KernelTable = {
  BatchToSpaceND: translation(batchToSpace),
  DepthToSpace: translation<{ blockSize: number; dataFormat: string }>(({ inputs: { x }, attrs, graph }) => {
    const { blockSize: size, dataFormat } = attrs;
    const last = dataFormat === 'NHWC' ? x : transpose(x, [0, 2, 3, 1]);
    const [batch, height, width, channels] = shapeOf(last);
    const depth = channels / size ** 2;
    const blocks = transpose(inShape(graph, last, [batch, height, width, size, size, depth]), [0, 1, 3, 2, 4, 5]);
    const image = inShape(graph, blocks, [batch, height * size, width * size, depth]);
    return dataFormat === 'NHWC' ? image : transpose(image, [0, 3, 1, 2]);
  }),
  LRN: translation<{ depthRadius: number; bias: number; alpha: number; beta: number }>(
    ({ inputs: { x }, attrs, graph }) => {
      const order = channelsFirst(4);
      const value = arranged(graph, x, order);
      const size = 2 * attrs.depthRadius + 1;
      const { shape, type } = value;
      const attributes = {
        size: int(size),
        bias: float(attrs.bias),
        alpha: float(attrs.alpha * size),
        beta: float(attrs.beta),
      };
      return { value: graph.one('LRN', [value], { shape, type, range: anything }, attributes), order };
    },
  ),
  ResizeBilinear: resize(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  SpaceToBatchND: translation(spaceToBatch),
  Einsum: translation<{ equation: string }>(({ inputs, attrs: { equation }, graph }) => {
    const operands = Object.values(inputs);
    const [left, right] = equation.replaceAll(' ', '').split('->');
    const lengths = new Map<string, number>();
    left.split(',').forEach((labels, index) => {
      const shape = shapeOf(operands[index]);
      [...labels].forEach((label, axis) => {
        lengths.set(label, shape[axis]);
      });
    });
    const shape = [...right].map((label) => lengths.get(label) as number);
    const values = operands.map((view) => rows(graph, view));
    const attributes = { equation: string(`${left}->${right}`) };
    return asIs(graph.one('Einsum', values, { shape, type: 'float32' }, attributes));
  }),
};
