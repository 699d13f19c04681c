export type { MetricPlot, PlotSize, PlotStyle } from './plots/frame';
export { plotCurves } from './plots/plot-curves';
export { plotRadar } from './plots/plot-radar';
export { plotStages } from './plots/plot-stages';
export { plotTable } from './plots/plot-table';
