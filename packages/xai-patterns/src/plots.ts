export { type PatternPlot, type PlotSize, plotStrategies } from './plots/plot-strategies';
