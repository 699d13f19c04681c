export type { MetricPlot, PlotSize, PlotStyle } from './plots/frame';
export { plotCurves } from './plots/plot-curves';
export { plotTable } from './plots/plot-table';
