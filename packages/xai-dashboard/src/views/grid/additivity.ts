import { indexOf, type SelectedSum, short } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Note } from './note';

/** Methods that pass the output's value back: what does not arrive was taken by biases and stabilizers. */
const PASSES = /^(TokenAttribution\()?(LRP|AttnLRP|CPLRP)\)?$/;

/** The part of a sum that may be missing before that is worth a warning. */
const TOLERATED = 0.05;

/** Whether an explanation adds up to what it explains; undefined for methods that promise nothing. */
export function additivityOf(explained: Explained): Note | undefined {
  const { val, extras = {}, analyzer } = explained.explanation;
  if (val.shape[0] !== 1) return undefined; // a map for each feature
  const [features = val.data] = (extras.featureValues ?? []) as readonly ArrayLike<number>[]; // each counted once
  const sum = Array.from(features).reduce((total, one) => total + one, 0);
  const [error] = (extras.completenessError ?? []) as readonly number[];
  if (error !== undefined) return off(error, sum);
  if (!PASSES.test(analyzer)) return undefined;
  const value = explainedValue(explained);
  return { text: `${short(sum)} of ${short(value)} arrives at the input (${inPercent(sum / value)})` };
}

/** The value of the output that is explained, less that of the one that it is explained against; or of their weighted sum. */
function explainedValue({
  explanation: { output, outputSelection, extras },
  selected: { against, weights },
}: Explained) {
  const sum = extras?.selected as SelectedSum | undefined;
  if (sum) return sum.value;
  if (weights) return weights.reduce((total, weight, at) => total + weight * output.data[at], 0);
  const other = typeof against === 'object' ? indexOf(against, output.shape.slice(1)) : against;
  return output.data[outputSelection[0]] - (other === undefined ? 0 : output.data[other]);
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
