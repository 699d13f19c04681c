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

/** The windows of a convolution or pooling, one an axis. */
export function windowsOf(node: OperatorNode, kernel: readonly number[]): Window[] {
  const axes = kernel.length;
  if (axes > 2) throw new Unsupported(`in ${axes} dimensions`);
  const pads = node.ints('pads') ?? Array<number>(2 * axes).fill(0);
  return kernel.map((size, axis) => ({
    kernel: size,
    stride: node.ints('strides')?.[axis] ?? 1,
    dilation: node.ints('dilations')?.[axis] ?? 1,
    mode: node.string('auto_pad', 'NOTSET') as Window['mode'],
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
