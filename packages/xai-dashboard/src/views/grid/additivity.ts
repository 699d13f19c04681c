import { short } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Note } from './note';

/** Methods that pass the output's value back: what does not arrive was taken by biases and stabilizers. */
const PASSES = new Set(['LRP', 'AttnLRP', 'CPLRP']);

/** The part of a sum that may be missing before that is worth a warning. */
const TOLERATED = 0.05;

/** Whether an explanation adds up to what it explains; undefined for methods that promise nothing. */
export function additivityOf({ explanation, selected }: Explained): Note | undefined {
  const { val, output, outputSelection, extras = {}, analyzer } = explanation;
  if (val.shape[0] !== 1) return undefined;
  const sum = Array.from(val.data).reduce((total: number, one) => total + Number(one), 0);
  const valueAt = (place: unknown) => (typeof place === 'number' ? Number(output.data[place]) : Number.NaN);
  const value = valueAt(outputSelection[0]) - (selected.against === undefined ? 0 : valueAt(selected.against));
  if (PASSES.has(analyzer) && Number.isFinite(value))
    return { text: `${short(sum)} of ${short(value)} arrives at the input (${inPercent(sum / value)})` };
  const [error] = (extras.completenessError ?? []) as number[];
  if (typeof error === 'number') return off(Math.abs(error), sum);
  const [expected] = (extras.expectedValue ?? []) as number[];
  if (typeof expected !== 'number' || extras.unit !== undefined || !Number.isFinite(value)) return undefined;
  return off(Math.abs(expected + sum - value), sum);
}

function off(error: number, sum: number): Note {
  const share = error / Math.abs(sum) || 0;
  return {
    text: `adds up to ${short(sum)}, off by ${short(error)} (${inPercent(share)})`,
    isWarning: share > TOLERATED,
  };
}

function inPercent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.01) return '< 0.01 %';
  return `${short(Number(value.toFixed(2)))} %`;
}
