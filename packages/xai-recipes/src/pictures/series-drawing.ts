import { plotTimeseries } from 'timeseries-heatmaps';
import type { Explanation } from 'xai-base';
import type { Caption, VectorDrawing } from './drawing';

const WIDTH = 640;

/** What is drawn of a series besides its explanation. */
export interface SeriesCaption extends Caption {
  readonly featureNames: readonly string[];
  /** The unit of a step of time. */
  readonly xLabel?: string;
}

/**
 * A time series with the ground behind its lines coloured by an explanation.
 *
 * @param steps `[time][channels]`
 */
export function seriesDrawing(
  steps: readonly (readonly number[])[],
  explanation: Explanation,
  { title, isPart, width = WIDTH, featureNames, xLabel }: SeriesCaption,
): VectorDrawing {
  const { analyzer } = explanation;
  const values = steps.map((step) => [...step]);
  const labels = isPart ? { title: analyzer, colorLabel: '' } : { title, colorLabel: analyzer };
  const plot = plotTimeseries(values, explanation, { featureNames, xLabel, ...labels });
  return { kind: 'vector', svg: plot.toSVG({ width }) };
}
