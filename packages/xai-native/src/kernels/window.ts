import { type Attributes, ints } from 'onnx-format';
import { extent, type WindowAxis } from 'tfjs-gradients';
import { NotTraceableError } from '../errors';

/** The attributes of an ONNX convolution or pooling. */
export function windowAttributes(axes: readonly WindowAxis[], isPooling = false): Attributes {
  if (axes.some(({ before }) => before < 0)) {
    throw new NotTraceableError(
      'The program uses a 3-D window with a stride longer than its kernel, which cannot be part of a graph.',
    );
  }
  const after = axes.map((axis) =>
    Math.max(0, (axis.output - 1) * axis.stride + extent(axis) - axis.input - axis.before),
  );
  return {
    kernel_shape: ints(axes.map(({ kernel }) => kernel)),
    strides: ints(axes.map(({ stride }) => stride)),
    ...(!isPooling && { dilations: ints(axes.map(({ dilation }) => dilation)) }),
    pads: ints([...axes.map(({ before }) => before), ...after]),
  };
}

/** Channels last as channels first: where the axes of `[batch, ...spatial, channels]` lie. */
export function channelsFirst(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, index) => index + 2), 1];
}
