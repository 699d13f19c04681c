import type { PlainExplanation } from 'xai-base';
import { sampleOf } from '../explanations/sample-of';

/** One sample of an explanation. */
export interface Sampled {
  readonly explanation: PlainExplanation;
  readonly sample: number;
}

/**
 * The range of colours that several explanations fit in, for their elements' `range`: around zero if any is signed. Undefined where there are none, or
 * nothing but zeros.
 *
 * @example
 * ```ts
 * import { commonRange } from 'xai-elements';
 *
 * const output = { shape: [1, 1], data: [2] };
 * const explained = { output, outputSelection: [0], analyzer: 'InputTimesGradient', heatmap: 'attribution' } as const;
 * const [first, second] = [[3, -1], [0.5, -4]].map((data) => ({ shape: [1, 2], data }));
 * const explanations = [first, second].map((row) => ({ ...explained, val: row, input: row }));
 * commonRange(explanations.map((explanation) => ({ explanation: { ...explanation, outputSelection: [0] }, sample: 0 }))); // => [-4, 4]
 * ```
 */
export function commonRange(all: readonly Sampled[]): readonly [low: number, high: number] | undefined {
  const values = all.map(reduced);
  const high = Math.max(...values.map((one) => one.reduce((most, value) => Math.max(most, value), -Infinity)));
  const low = Math.min(...values.map((one) => one.reduce((least, value) => Math.min(least, value), Infinity)));
  if (all.some(({ explanation }) => explanation.heatmap === 'attribution')) {
    const largest = Math.max(Math.abs(low), Math.abs(high));
    return largest > 0 && Number.isFinite(largest) ? [-largest, largest] : undefined;
  }
  return low < high ? [low, high] : undefined;
}

/** What the colours of a sample stand for: of pixels the sum of the channels, of sensitivities their 2-norm. */
function reduced({ explanation: { val, heatmap }, sample }: Sampled): Float64Array {
  const { shape, data } = sampleOf(val, sample);
  const channels = shape.length === 4 ? shape[3] : 1;
  return Float64Array.from({ length: data.length / channels }, (_, at) => {
    const own = Array.prototype.slice.call(data, at * channels, (at + 1) * channels) as number[];
    return heatmap === 'sensitivity' && channels > 1 ? Math.hypot(...own) : own.reduce((sum, value) => sum + value, 0);
  });
}
