import { convolutionAxes, extent, poolingAxes, type WindowAttributes, type WindowAxis } from 'tfjs-gradients';
import { type KernelRule, type KernelRun, moved } from './kernel-rule';
import { unknownAxis } from './layout';
import type { Seen } from './seen';

/** Windows that slide along the axes behind the batch. */
/* @__NO_SIDE_EFFECTS__ */
function sliding(
  windowsOf: (run: KernelRun) => readonly WindowAxis[],
  step: (window: WindowAxis) => Omit<Seen, 'axis'> = forth,
): KernelRule {
  return (run) => {
    const layout = run.layouts.x ?? run.layouts.dy;
    if (!layout || String(run.attributes.dataFormat ?? '').startsWith('NC')) return undefined;
    const windows = windowsOf(run);
    const moves = moved(layout, run.shape, (axis) => windows[axis - 1] && step(windows[axis - 1]));
    return moves.with(-1, unknownAxis(run.shape[run.shape.length - 1]));
  };
}

function forth(window: WindowAxis): Omit<Seen, 'axis'> {
  return { begin: -window.before, stride: window.stride, size: extent(window) };
}

/** Of a transposed convolution, an output place o sees the cells from (o + before - extent + 1) / stride to (o + before) / stride. */
function back(window: WindowAxis): Omit<Seen, 'axis'> {
  const { before, stride } = window;
  const reach = extent(window) - 1;
  return { begin: (before - reach) / stride, stride: 1 / stride, size: 1 + reach / stride };
}

const attributesOf = (run: KernelRun) => run.attributes as unknown as WindowAttributes;

export const convolution = sliding((run) => convolutionAxes(run.shapes.x, run.shapes.filter, attributesOf(run)));
export const depthwise = sliding((run) => convolutionAxes(run.shapes.x, run.shapes.filter, attributesOf(run), true));
export const pooling = sliding((run) => poolingAxes(run.shapes.x, attributesOf(run)));
export const dilation = sliding((run) => {
  const [height, width, channels] = run.shapes.filter;
  return convolutionAxes(run.shapes.x, [height, width, channels, channels], attributesOf(run));
});
export const transposedConvolution = sliding(
  (run) => convolutionAxes(run.shape, run.shapes.filter, attributesOf(run)),
  back,
);
