import { zerosLike } from '@tensorflow/tfjs-core';
import { plotTabular } from 'tabular-heatmaps';
import { Explanation } from 'xai-base';
import { valueLabels } from '../inputs/tables/value-labels';
import type { Caption, VectorDrawing } from './drawing';

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
): Promise<VectorDrawing> {
  const { analyzer } = explanation;
  const labels = isPart ? { title: analyzer, xLabel: '' } : { title, xLabel: analyzer };
  const { extras } = explanation;
  const [said] = (extras?.featureNames as string[][] | undefined) ?? [];
  const bars = valueLabels(names, values, said);
  const input = zerosLike(explanation.input); // the bars say the values, of which some may be missing
  try {
    const named = new Explanation({ ...explanation, input, extras: { ...extras, featureNames: [bars] } });
    const plot = plotTabular(named, undefined, { numFeatures: MOST_FEATURES, ...labels });
    const values = Array.from(await explanation.val.data());
    return { kind: 'vector', svg: plot.toSVG({ width }), bars: { labels: bars, values } };
  } finally {
    input.dispose();
  }
}
