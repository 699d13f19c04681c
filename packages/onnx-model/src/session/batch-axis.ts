import type { ValueInfo } from './value-info';

/** The axis along which an input has something for each sample, as the main input has along its first; -1 when there is none. */
export function batchAxisOf({ shape }: ValueInfo, { shape: [batch] }: ValueInfo): number {
  if (typeof batch === 'string') return shape.indexOf(batch);
  return shape[0] === batch && batch !== undefined ? 0 : -1;
}
