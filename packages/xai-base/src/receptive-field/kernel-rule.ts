import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { axisOf, type Layout, seenAlong, unknownAxis } from './layout';
import { type Seen, through } from './seen';

/** A run of a kernel, as far as places matter. */
export interface KernelRun {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** The layouts of the inputs that come from the input of the program, by name. */
  readonly layouts: Readonly<Record<string, Layout | undefined>>;
  readonly attributes: NamedAttrMap;
  /** The shape of the output. */
  readonly shape: readonly number[];
}

/** What the places of a kernel's output see; undefined where nothing is known of it. */
export type KernelRule = (run: KernelRun) => Layout | undefined;

/** Moves the places along some axes; the others stay. `step` says which former places a new one sees. */
export function moved(
  layout: Layout,
  shape: readonly number[],
  step: (axis: number) => Omit<Seen, 'axis'> | undefined,
): Layout {
  return shape.map((length, axis) => {
    const seen = seenAlong(layout[axis]);
    const change = step(axis);
    if (change === undefined) return layout[axis] ?? unknownAxis(length);
    return axisOf(length, seen && through(seen, change));
  });
}
