import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import { differentiate } from '../../src/differentiate';
import { inner, relativeError } from '../support/close';
import { type Axis, naiveConvolution, resolve, type Sizes } from '../support/naive-convolution';
import { numbers } from '../support/random';

const paddings: Axis['padding'][] = ['same', 'valid', [1, 1], [2, 0], [0, 3]];

/** Compares output and gradients with the naive loops; false when the windows do not fit. */
function check([vertical, horizontal]: [Axis, Axis], sizes: Sizes, depthwise: boolean, fused = false): boolean {
  const axes: [Axis, Axis] = [vertical, horizontal];
  if (axes.some((axis) => resolve(axis).output < 1)) {
    return false;
  }
  const { batch, inputs, outputs } = sizes;
  const xShape = [batch, vertical.input, horizontal.input, inputs];
  const wShape = [vertical.kernel, horizontal.kernel, inputs, outputs];
  const [x, w] = [numbers(xShape, 1), numbers(wShape, 2)].map((values) => Float32Array.from(values));
  const pad =
    typeof vertical.padding === 'string'
      ? vertical.padding
      : ([[0, 0], vertical.padding, horizontal.padding, [0, 0]] as [
          [0, 0],
          [number, number],
          [number, number],
          [0, 0],
        ]);
  const strides: [number, number] = [vertical.stride, horizontal.stride];
  const dilations: [number, number] = [vertical.dilation, horizontal.dilation];
  const convolve = (image: tf.Tensor, kernel: tf.Tensor): tf.Tensor => {
    const [x4d, filter] = [image as tf.Tensor4D, kernel as tf.Tensor4D];
    if (fused) {
      const options = { x: x4d, filter, strides, pad: pad as 'same', dilations };
      return depthwise ? tf.fused.depthwiseConv2d(options) : tf.fused.conv2d(options);
    }
    return depthwise
      ? tf.depthwiseConv2d(x4d, filter, strides, pad, 'NHWC', dilations)
      : tf.conv2d(x4d, filter, strides, pad, 'NHWC', dilations);
  };
  tf.tidy(() => {
    const inputTensors = [tf.tensor(x, xShape), tf.tensor(w, wShape)];
    const { value, gradients, cotangent } = differentiate(convolve, inputTensors, (y) =>
      tf.tensor(numbers(y.shape, 3), y.shape, 'float32'),
    );
    const [y, dy, dx, dw] = [value, cotangent, ...gradients].map((result) => result.dataSync());
    const naive = naiveConvolution(x, w, (index) => dy[index], axes, sizes, depthwise);
    const geometry = JSON.stringify({ axes, sizes, depthwise, fused });
    for (const [name, actual, expected] of [
      ['y', y, naive.y],
      ['dx', dx, naive.dx],
      ['dw', dw, naive.dw],
    ] as const) {
      if (!(relativeError(actual, expected) < 1e-5)) {
        throw new Error(`${name} is wrong by ${relativeError(actual, expected)}: ${geometry}`);
      }
    }
    // The adjoint identity: <conv(x), dy> = <x, dx> = <w, dw>.
    const scale = Math.sqrt(inner(y, y) * inner(dy, dy)) + 1;
    expect(Math.abs(inner(y, dy) - inner(x, dx)) / scale).toBeLessThan(1e-5);
    expect(Math.abs(inner(y, dy) - inner(w, dw)) / scale).toBeLessThan(1e-5);
  });
  return true;
}

describeBackends('convolutions of every geometry', () => {
  test.each([false, true])('kernels, strides, dilations and paddings, depthwise %s', (depthwise) => {
    let checked = 0;
    for (const kernel of [1, 2, 3, 4, 5]) {
      for (const [stride, dilation] of [
        [1, 1],
        [2, 1],
        [3, 1],
        [1, 2],
        [1, 3],
      ]) {
        for (const padding of paddings) {
          const vertical: Axis = { input: 7, kernel, stride, dilation, padding };
          const horizontal: Axis = { ...vertical, input: 8, kernel: (kernel % 3) + 1 };
          checked += Number(check([vertical, horizontal], { batch: 2, inputs: 2, outputs: 3 }, depthwise));
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  test('any geometry, plain and fused', () => {
    const length = fc.integer({ min: 1, max: 9 });
    const small = fc.integer({ min: 1, max: 4 });
    const margin = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
    const padding = fc.oneof(fc.constant('same' as const), fc.constant('valid' as const), fc.tuple(margin, margin));
    fc.assert(
      fc.property(
        fc.tuple(length, length, small, small, small, small, padding, fc.boolean()),
        fc.record({ batch: fc.integer({ min: 1, max: 2 }), inputs: small, outputs: small }),
        fc.boolean(),
        fc.boolean(),
        ([height, width, tall, wide, first, second, pad, dilated], sizes, depthwise, fused) => {
          const [stride, dilation] = dilated
            ? [
                [1, 1],
                [first, second],
              ]
            : [
                [first, second],
                [1, 1],
              ];
          const axis = (index: 0 | 1): Axis => ({
            input: [height, width][index],
            kernel: [tall, wide][index],
            stride: stride[index],
            dilation: dilation[index],
            padding: typeof pad === 'string' ? pad : pad[index],
          });
          check([axis(0), axis(1)], sizes, depthwise, fused);
        },
      ),
      { numRuns: 250, seed: 7 },
    );
  });
});
