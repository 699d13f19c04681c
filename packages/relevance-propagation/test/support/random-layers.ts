import { layers } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { type Axis, type Matrix, outputLength, transposed, windowMatrix } from './matrices';

type Layer = InstanceType<typeof layers.Layer>;

/** A linear layer with random geometry, and its matrix, from its weights as plain arrays. */
export interface RandomLayer {
  readonly title: string;
  readonly inputShape: number[];
  readonly make: () => Layer;
  /** One matrix, or those of the steps of the layer. */
  readonly matrices: (weights: Float32Array[]) => Matrix[];
}

const axis = fc
  .record({
    input: fc.integer({ min: 4, max: 7 }),
    kernel: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    same: fc.boolean(),
  })
  .filter((one) => outputLength({ ...one, dilation: one.stride > 1 ? 1 : one.dilation }) > 0);

/** Axes of one layer: the padding is common to all, and strides exclude dilation. */
function axes(count: number): fc.Arbitrary<Axis[]> {
  return fc
    .tuple(fc.array(axis, { minLength: count, maxLength: count }), fc.boolean())
    .map(([list, same]) => {
      const strided = list.some(({ stride }) => stride > 1);
      return list.map((one) => ({ ...one, same, dilation: strided ? 1 : one.dilation }));
    })
    .filter((list) => list.every((one) => outputLength(one) > 0));
}

const channels = fc.integer({ min: 1, max: 3 });
const useBias = fc.boolean();

function settings(list: Axis[]) {
  return {
    kernelSize: list.map(({ kernel }) => kernel),
    strides: list.map(({ stride }) => stride),
    dilationRate: list.map(({ dilation }) => dilation),
    padding: list[0].same ? ('same' as const) : ('valid' as const),
  };
}

function describe(list: Axis[]): string {
  return JSON.stringify(list);
}

/** The kernel `[...cells, in, out]` as a function. */
function kernelOf(values: Float32Array, list: Axis[], inputs: number, outputs: number) {
  return (cell: number[], from: number, to: number) => {
    const place = cell.reduce((index, coordinate, one) => index * list[one].kernel + coordinate, 0);
    return values[(place * inputs + from) * outputs + to];
  };
}

function repeated(bias: Float32Array | undefined, outputs: number, total: number): number[] {
  return Array.from({ length: total }, (_, index) => bias?.[index % outputs] ?? 0);
}

function convolutional(dimensions: 1 | 2 | 3, make: (config: never) => Layer): fc.Arbitrary<RandomLayer> {
  return fc.tuple(axes(dimensions), channels, channels, useBias).map(([list, inputs, filters, bias]) => {
    const inputShape = [...list.map(({ input }) => input), inputs];
    return {
      title: `${dimensions}-D convolution ${describe(list)}`,
      inputShape,
      make: () => make({ ...settings(list), filters, useBias: bias, inputShape } as never),
      matrices: ([kernel, offset]) => {
        const weights = windowMatrix(list, [inputs, filters], kernelOf(kernel, list, inputs, filters));
        return [{ weights, bias: repeated(offset, filters, weights[0].length) }];
      },
    };
  });
}

const dense: fc.Arbitrary<RandomLayer> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), channels, useBias)
  .map(([inputs, units, bias]) => ({
    title: 'dense',
    inputShape: [inputs],
    make: () => layers.dense({ units, useBias: bias, inputShape: [inputs] }),
    matrices: ([kernel, offset]) => [
      {
        weights: Array.from({ length: inputs }, (_, i) => Array.from(kernel.slice(i * units, (i + 1) * units))),
        bias: repeated(offset, units, units),
      },
    ],
  }));

/** The depthwise kernel `[...cells, channels, multiplier]` as one of a full convolution. */
function depthwiseMatrix(values: Float32Array, list: Axis[], inputs: number, multiplier: number): number[][] {
  const kernel = kernelOf(values, list, inputs, multiplier);
  return windowMatrix(list, [inputs, inputs * multiplier], (cell, from, to) =>
    Math.floor(to / multiplier) === from ? kernel(cell, from, to % multiplier) : 0,
  );
}

/** Depthwise layers have the same stride along both axes. */
const squareAxes = axes(2)
  .map((list) => list.map((one) => ({ ...one, stride: list[0].stride, dilation: list[0].dilation })))
  .filter((list) => list.every((one) => outputLength(one) > 0));

const depthwise: fc.Arbitrary<RandomLayer> = fc
  .tuple(squareAxes, channels, fc.integer({ min: 1, max: 2 }), useBias)
  .map(([given, inputs, depthMultiplier, bias]) => {
    const list = given.map((one) => ({ ...one, dilation: 1 }));
    const inputShape = [...list.map(({ input }) => input), inputs];
    return {
      title: `depthwise convolution ${describe(list)}`,
      inputShape,
      make: () =>
        layers.depthwiseConv2d({ ...settings(list), depthMultiplier, useBias: bias, inputShape } as never) as Layer,
      matrices: ([kernel, offset]) => {
        const weights = depthwiseMatrix(kernel, list, inputs, depthMultiplier);
        return [{ weights, bias: repeated(offset, inputs * depthMultiplier, weights[0].length) }];
      },
    };
  });

const separable: fc.Arbitrary<RandomLayer> = fc
  .tuple(squareAxes, channels, channels, useBias)
  .map(([list, inputs, filters, bias]) => {
    const inputShape = [...list.map(({ input }) => input), inputs];
    return {
      title: `separable convolution ${describe(list)}`,
      inputShape,
      make: () => layers.separableConv2d({ ...settings(list), filters, useBias: bias, inputShape } as never) as Layer,
      matrices: ([kernel, pointwise, offset]) => {
        const first = depthwiseMatrix(kernel, list, inputs, 1);
        const plain = list.map((one) => ({ input: outputLength(one), kernel: 1, stride: 1, dilation: 1, same: false }));
        const second = windowMatrix(plain, [inputs, filters], (_cell, from, to) => pointwise[from * filters + to]);
        return [
          { weights: first, bias: repeated(undefined, 1, first[0].length) },
          { weights: second, bias: repeated(offset, filters, second[0].length) },
        ];
      },
    };
  });

/** A transposed convolution has the transposed matrix of the convolution that leads from its output to its input. */
const transposedConvolution: fc.Arbitrary<RandomLayer> = fc
  .tuple(axes(2), channels, channels, useBias)
  .map(([given, inputs, filters, bias]) => {
    const list = given.map((one): Axis => {
      const grown = one.same ? one.input * one.stride : one.input * one.stride + Math.max(one.kernel - one.stride, 0);
      return { ...one, dilation: 1, input: grown };
    });
    const inputShape = [...given.map(({ input }) => input), inputs];
    return {
      title: `transposed convolution ${describe(list)}`,
      inputShape,
      make: () => {
        const { dilationRate, ...rest } = settings(list);
        return layers.conv2dTranspose({ ...rest, filters, useBias: bias, inputShape } as never) as Layer;
      },
      matrices: ([kernel, offset]) => {
        const weights = transposed(windowMatrix(list, [filters, inputs], kernelOf(kernel, list, filters, inputs)));
        return [{ weights, bias: repeated(offset, filters, weights[0].length) }];
      },
    };
  });

/** A linear layer of any kind. */
export const randomLayer: fc.Arbitrary<RandomLayer> = fc.oneof(
  dense,
  convolutional(1, (config) => layers.conv1d(config) as Layer),
  convolutional(2, (config) => layers.conv2d(config) as Layer),
  convolutional(3, (config) => layers.conv3d(config) as Layer),
  depthwise,
  separable,
  transposedConvolution,
);
