import type { Margin } from './fit';

/** How a layer pads: not at all, evenly so that the output has ceil(input / stride) cells, or only before the input. */
export type Padding = 'valid' | 'same' | 'causal';

/** What a layer fixes of a window along one axis. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
}

/** A window on an input of known length: input cell = output cell * stride + kernel cell * dilation - before. */
export interface WindowAxis extends Window {
  readonly input: number;
  readonly output: number;
  readonly before: number;
}

/** How many input cells a window spans. */
export function extent({ kernel, dilation }: Window): number {
  return (kernel - 1) * dilation + 1;
}

/** Places a window on an input. */
export function placeWindow(window: Window, input: number): WindowAxis {
  const span = extent(window);
  const { stride, padding } = window;
  if (padding === 'valid') return { ...window, input, output: Math.ceil((input - span + 1) / stride), before: 0 };
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + span - input);
  return { ...window, input, output, before: padding === 'causal' ? span - 1 : Math.floor(total / 2) };
}

/** The padding of the input that makes the windows fit exactly; negative after it where cells are left over. */
export function inputMargin(axis: WindowAxis): Margin {
  return [axis.before, (axis.output - 1) * axis.stride + extent(axis) - axis.input - axis.before];
}

/** The padding of an output with `stride - 1` zeros after each cell under which a mirrored kernel gives the input back. */
export function transposedMargin(axis: WindowAxis): Margin {
  const before = extent(axis) - 1 - axis.before;
  return [before, axis.input + extent(axis) - 1 - axis.output * axis.stride - before];
}

/** Places the windows of a layer on the spatial axes of an input `[batch, ...spatial, channels]`. */
export function placeWindows(windows: readonly Window[], inputShape: readonly number[]): WindowAxis[] {
  return windows.map((window, index) => placeWindow(window, inputShape[index + 1]));
}
