import type { Samples } from './samples';

/** The patch that each position belongs to, of a grid that starts at the first; those at the end may be smaller. */
export function patchesOf({ shape }: Samples, side: number): Uint32Array {
  const axes = shape.length > 1 ? shape.slice(0, -1) : shape;
  const counts = axes.map((length) => Math.ceil(length / side));
  const size = axes.reduce((product, length) => product * length, 1);
  return Uint32Array.from({ length: size }, (_, position) => {
    let [rest, patch, scale] = [position, 0, 1];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      patch += Math.floor((rest % axes[axis]) / side) * scale;
      rest = Math.floor(rest / axes[axis]);
      scale *= counts[axis];
    }
    return patch;
  });
}
