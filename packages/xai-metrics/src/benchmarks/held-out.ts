import type { Part } from './known-truth';

/** How what a benchmark is made of, such as texts or images, is divided: the last fifth is for tests alone. */
export function heldOut(count: number): Readonly<Record<Part, { readonly from: number; readonly to: number }>> {
  const before = Math.floor(count * 0.8);
  const others = { from: 0, to: before };
  return { train: others, validation: others, test: { from: before, to: count } };
}
