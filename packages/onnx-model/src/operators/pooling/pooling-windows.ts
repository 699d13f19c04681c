import { extentOf, marginsOf, type Window } from '../convolution/window';

/** What is padded before and after an axis for a pooling that rounds the number of its windows down, or up. */
export function poolingMargins(window: Window, length: number, roundsUp: boolean): [before: number, after: number] {
  const [before, after] = marginsOf(window, length);
  const { stride } = window;
  const extent = extentOf(window);
  const steps = (length + before + after - extent) / stride;
  if (!roundsUp || Number.isInteger(steps)) return [before, after];
  const last = Math.ceil(steps) * stride; // where the additional window would begin
  return last >= length + before ? [before, after] : [before, last + extent - length - before];
}
