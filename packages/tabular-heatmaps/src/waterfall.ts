import { valueError } from 'svg-plots';
import type { Bar } from './rank';
import type { Named } from './values/explained-row';

/** Where a bar begins and ends. */
export interface Span extends Bar {
  readonly from: number;
  readonly to: number;
}

/** Bars that begin where the one below them ends. */
export interface Waterfall {
  /** From the largest, on top, to the first one, which begins at the base. */
  readonly spans: readonly Span[];
  readonly base: Named;
  /** Called prediction if it is what the model said. */
  readonly end: Named;
  /** By how much the model said more, where it is not. */
  readonly difference?: number;
}

/** Closer than a pixel of a picture is wide, and than sums of single precision are exact. */
const OF_WIDTH = 1e-3;
const OF_OUTPUT = 1e-6;

/** Stacks bars upon a base; where they end is the prediction if the output of the model says so. */
export function waterfall(bars: readonly Bar[], base: Named, output?: Named): Waterfall {
  let place = base.value;
  const spans = bars.toReversed().map((bar): Span => {
    const from = place;
    place += bar.value;
    return { ...bar, from, to: place };
  });
  if (!Number.isFinite(place))
    throw valueError('The sum of base and attributions', place, 'a finite number; scale them');
  spans.reverse();
  // log odds of 0 and 1 are infinite: nothing can add up to them
  const isKnown = output !== undefined && Number.isFinite(output.value);
  if (!isKnown) return { spans, base, end: { name: 'sum', value: place } };
  const places = spans.flatMap(({ from, to }) => [from, to]);
  const width = Math.max(...places) - Math.min(...places);
  const difference = output.value - place;
  const agrees = Math.abs(difference) <= OF_WIDTH * width + OF_OUTPUT * Math.abs(output.value);
  return { spans, base, end: { name: agrees ? 'prediction' : 'sum', value: place }, ...(agrees ? {} : { difference }) };
}
