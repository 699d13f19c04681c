import { extent, type Margin, type WindowAxis } from 'tfjs-gradients';

/** How a layer pads: not at all, evenly so that the output has ceil(input / stride) cells, or only before the input. */
export type Padding = 'valid' | 'same' | 'causal';

/** What a layer fixes of a window along one axis. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
}

/** Places a window on an input. */
export function placeWindow({ padding, ...window }: Window, input: number): WindowAxis {
  const span = extent(window);
  const { stride } = window;
  if (padding === 'valid') return { ...window, input, output: Math.ceil((input - span + 1) / stride), before: 0 };
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + span - input);
  return { ...window, input, output, before: padding === 'causal' ? span - 1 : Math.floor(total / 2) };
}

/** The padding of the input that makes the windows fit exactly; negative after it where cells are left over. */
export function inputMargin(axis: WindowAxis): Margin {
  return [axis.before, (axis.output - 1) * axis.stride + extent(axis) - axis.input - axis.before];
}

/** Places the windows of a layer on the spatial axes of an input `[batch, ...spatial, channels]`. */
export function placeWindows(windows: readonly Window[], inputShape: readonly number[]): WindowAxis[] {
  return windows.map((window, index) => placeWindow(window, inputShape[index + 1]));
}

/** The strides and the dilations of two axes. */
export function alongAxes([vertical, horizontal]: readonly Window[]): [strides: Rates, dilations: Rates] {
  return [
    [vertical.stride, horizontal.stride],
    [vertical.dilation, horizontal.dilation],
  ];
}

type Rates = [vertical: number, horizontal: number];
