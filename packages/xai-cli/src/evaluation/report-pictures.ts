import type { MetricTable } from 'xai-metrics';
import { type MetricPlot, plotCurves, plotRadar, plotStages, plotTable } from 'xai-metrics/plots';

/** A picture of a report. */
export interface ReportPicture {
  /** What the file is called, without its end. */
  readonly name: string;
  readonly title: string;
  readonly plot: MetricPlot;
}

/** The pictures that can be drawn of a table: curves only where metrics follow some, stages where layers lose their weights, a radar of three metrics and more. */
export function reportPictures(table: MetricTable): ReportPicture[] {
  const { withCurves, withStages, metrics } = table;
  const picture = (name: string, title: string, plot: () => MetricPlot, applies: boolean) =>
    applies ? [{ name, title, plot: plot() }] : [];
  return [
    ...picture('table', 'Side by side', () => plotTable(table), true),
    ...picture('curves', 'Curves', () => plotCurves(table), withCurves.length > withStages.length),
    ...picture('stages', 'When layers lose what they have learnt', () => plotStages(table), withStages.length > 0),
    ...picture('radar', 'Strengths and weaknesses', () => plotRadar(table), metrics.length >= 3),
  ];
}
