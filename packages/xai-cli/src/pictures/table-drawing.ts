import { zerosLike } from '@tensorflow/tfjs-core';
import { plotTabular } from 'tabular-heatmaps';
import { Explanation } from 'xai-base';
import { valueLabels } from '../tables/value-labels';
import { barChart } from '../terminal/bar-chart';
import { type Caption, type Drawing, svgDrawing } from './drawing';

const MOST_FEATURES = 10;
const WIDTH = 640;

/** A row of a table: the names of its columns, and what it has there. */
export interface ShownRow {
  readonly names: readonly string[];
  readonly values: readonly (number | string)[];
}

/** A bar for each of the columns that matter most. */
export async function tableDrawing(
  explanation: Explanation,
  { names, values }: ShownRow,
  { title, isPart, width = WIDTH }: Caption,
): Promise<Drawing> {
  const { analyzer } = explanation;
  const labels = isPart ? { title: analyzer, xLabel: '' } : { title, xLabel: analyzer };
  const { extras } = explanation;
  const [said] = (extras?.featureNames as string[][] | undefined) ?? [];
  const bars = valueLabels(names, values, said);
  const input = zerosLike(explanation.input); // the bars say the values, of which some may be missing
  try {
    const named = new Explanation({ ...explanation, input, extras: { ...extras, featureNames: [bars] } });
    const plot = plotTabular(named, undefined, { numFeatures: MOST_FEATURES, ...labels });
    const attributions = Array.from(await explanation.val.data());
    return svgDrawing(plot.toSVG({ width }), {
      terminal: (columns) => barChart(bars, attributions, { columns, most: MOST_FEATURES }),
    });
  } finally {
    input.dispose();
  }
}
