import { type KernelRule, moved } from './kernel-rule';
import { unknownAxis } from './layout';
import type { Seen } from './seen';

/** Resizing: the centres of the new places among the former ones, and how far beyond them a new place looks. */
export function resizing(isSmooth: boolean): KernelRule {
  return ({ layouts, shapes, attributes, shape }) => {
    const { alignCorners, halfPixelCenters } = attributes as { alignCorners?: boolean; halfPixelCenters?: boolean };
    return (
      layouts.images &&
      moved(layouts.images, shape, (axis) => {
        const [from, to] = [shapes.images[axis], shape[axis]];
        if (axis === 0 || axis === 3) return undefined;
        const stride = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
        const first = alignCorners || (isSmooth && !halfPixelCenters) ? 0 : (stride - 1) / 2;
        const beyond = isSmooth ? 1 : Math.abs(1 - stride);
        return { begin: first - beyond / 2, stride, size: 1 + beyond };
      })
    );
  };
}

/** Along the axes in `blockShape` the places go to the batch, block by block, as dilated convolutions do it; or come back. */
/* @__NO_SIDE_EFFECTS__ */
function blocks(margin: 'paddings' | 'crops', step: (before: number, block: number) => Omit<Seen, 'axis'>): KernelRule {
  return ({ layouts: { x }, attributes, shape }) => {
    const lengths = attributes.blockShape as unknown as readonly number[];
    const margins = attributes[margin] as unknown as readonly (readonly [number, number])[];
    const isBlock = (axis: number) => axis >= 1 && axis <= lengths.length;
    return (
      x &&
      moved(x, shape, (axis) => (isBlock(axis) ? step(margins[axis - 1][0], lengths[axis - 1]) : undefined)).with(
        0,
        unknownAxis(shape[0]),
      )
    );
  };
}

export const spaceToBatch = blocks('paddings', (before, block) => ({ begin: -before, stride: block, size: 1 }));
export const batchToSpace = blocks('crops', (before, block) => ({ begin: before / block, stride: 1 / block, size: 1 }));

export const depthToSpace: KernelRule = ({ layouts: { x }, attributes, shape }) => {
  const block = attributes.blockSize as number;
  if (!x || attributes.dataFormat === 'NCHW') return undefined;
  const beyond = 1 - 1 / block;
  const isSpace = (axis: number) => axis === 1 || axis === 2;
  return moved(x, shape, (axis) =>
    isSpace(axis) ? { begin: -beyond, stride: 1 / block, size: 1 + beyond } : undefined,
  ).with(-1, unknownAxis(shape[3]));
};
