import { short } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';

/** Methods that pass the output's value back: what does not arrive was taken by biases and stabilizers. */
const PASSES = new Set(['LRP', 'AttnLRP', 'CPLRP', 'CP-LRP']);

/** Whether an explanation adds up to what it explains, in words, for methods that promise it. */
export interface Additivity {
  readonly text: string;
  /** The part of the sum that is missing. */
  readonly share: number;
}

/** Undefined for methods that promise nothing. */
export function additivityOf({ explanation, selected }: Explained): Additivity | undefined {
  const { val, output, outputSelection, extras = {}, analyzer } = explanation;
  const sum = Array.from(val.data).reduce((total: number, value) => total + Number(value), 0);
  const valueAt = (place: unknown) => (typeof place === 'number' ? Number(output.data[place]) : undefined);
  const value =
    (valueAt(outputSelection[0]) ?? Number.NaN) -
    (selected.against === undefined ? 0 : (valueAt(selected.against) ?? Number.NaN));
  if (PASSES.has(analyzer) && Number.isFinite(value) && val.shape[0] === 1) {
    const share = Math.abs(value - sum) / Math.abs(value);
    return {
      share,
      text: `${short(sum)} of ${short(value)} arrives at the input: ${inPercent(1 - Math.abs(value - sum) / Math.abs(value))}`,
    };
  }
  const [error] = (extras.completenessError ?? []) as number[];
  if (typeof error === 'number') return off(Math.abs(error), sum);
  const [expected] = (extras.expectedValue ?? []) as number[];
  if (typeof expected !== 'number' || extras.unit !== undefined || !Number.isFinite(value)) return undefined;
  return off(Math.abs(expected + sum - value), sum);
}

function off(error: number, sum: number): Additivity {
  const share = error / Math.abs(sum) || 0;
  return { share, text: `adds up to ${short(sum)}, off by ${short(error)} (${inPercent(share)})` };
}

function inPercent(share: number): string {
  const value = 100 * share;
  return `${Math.abs(value) < 0.01 ? (value === 0 ? '0' : '< 0.01') : short(Number(value.toFixed(2)))} %`;
}
