import { ModelError } from 'xai-base';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';

/** A window that moves along one axis. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** How `auto_pad` pads: as much as `pads` says, nothing, or so that the output is as long as the input is, divided by the stride. */
  readonly mode: 'NOTSET' | 'VALID' | 'SAME_UPPER' | 'SAME_LOWER';
  readonly before: number;
  readonly after: number;
}

const modes: readonly Window['mode'][] = ['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'];

/**
 * The windows of a convolution or pooling, one an axis.
 *
 * @throws {ModelError} when their lengths are none
 */
export function windowsOf(node: OperatorNode, kernel: readonly number[]): Window[] {
  const axes = kernel.length;
  if (axes < 1 || axes > 3) throw new Unsupported(`in ${axes} dimensions`);
  const mode = node.string('auto_pad', 'NOTSET');
  if (!modes.includes(mode as Window['mode'])) throw new Unsupported(`with auto_pad ${mode}`);
  const [pads, strides, dilations] = [
    node.ints('pads') ?? Array<number>(2 * axes).fill(0),
    node.ints('strides') ?? kernel.map(() => 1),
    node.ints('dilations') ?? kernel.map(() => 1),
  ];
  if ([pads.length / 2, strides.length, dilations.length].some((length) => length !== axes)) {
    throw new ModelError(`its padding, strides or dilations are not for ${axes} axes.`, {
      argument: 'model',
      value: axes,
    });
  }
  const wrong = [...kernel, ...strides, ...dilations].find((length) => length < 1);
  if (wrong !== undefined) {
    throw new ModelError(`a length, stride or dilation of its windows is ${wrong}.`, {
      argument: 'model',
      value: wrong,
    });
  }
  return kernel.map((size, axis) => ({
    kernel: size,
    stride: strides[axis],
    dilation: dilations[axis],
    mode: mode as Window['mode'],
    before: pads[axis],
    after: pads[axis + axes],
  }));
}

/** How much a window reaches over. */
export const extentOf = ({ kernel, dilation }: Window): number => (kernel - 1) * dilation + 1;

/** What is added before and after an axis of a length. */
export function marginsOf(window: Window, length: number): [before: number, after: number] {
  const { mode, before, after, stride } = window;
  if (mode === 'NOTSET') return [before, after];
  if (mode === 'VALID') return [0, 0];
  const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + extentOf(window) - length);
  const [less, more] = [Math.floor(missing / 2), Math.ceil(missing / 2)];
  return mode === 'SAME_UPPER' ? [less, more] : [more, less];
}
