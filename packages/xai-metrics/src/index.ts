export { Completeness, type CompletenessMeasurement, type CompletenessSettings } from './axioms/completeness';
export { Complexity } from './complexity/complexity';
export { EffectiveComplexity, type EffectiveComplexitySettings } from './complexity/effective-complexity';
export { Sparseness } from './complexity/sparseness';
export type { EvaluationBatch, EvaluationData } from './evaluation/batches';
export { type AnalyzersByName, evaluate } from './evaluation/evaluate';
export { Deletion, type DeletionSettings } from './faithfulness/deletion';
export { FaithfulnessCorrelation, type FaithfulnessCorrelationSettings } from './faithfulness/faithfulness-correlation';
export { Infidelity, type InfidelitySettings } from './faithfulness/infidelity';
export { Insertion } from './faithfulness/insertion';
export {
  PixelFlipping,
  type PixelFlippingMeasurement,
  type PixelFlippingSettings,
} from './faithfulness/pixel-flipping';
export { SensitivityN, type SensitivityNMeasurement, type SensitivityNSettings } from './faithfulness/sensitivity-n';
export { AttributionLocalisation, type AttributionLocalisationSettings } from './localisation/attribution-localisation';
export { PointingGame } from './localisation/pointing-game';
export { RelevanceMassAccuracy } from './localisation/relevance-mass-accuracy';
export { RelevanceRankAccuracy } from './localisation/relevance-rank-accuracy';
export { TopKIntersection, type TopKIntersectionSettings } from './localisation/top-k-intersection';
export type { CurveMeasurement, Measurement } from './measurement';
export { Metric, type MetricCategory } from './metric';
export { AvgSensitivity } from './robustness/avg-sensitivity';
export { MaxSensitivity } from './robustness/max-sensitivity';
export type { SensitivitySettings } from './robustness/shared/sensitivity-settings';
export type { BootstrapOptions } from './table/bootstrap';
export { type MetricColumn, type MetricComparison, type MetricSummary, MetricTable } from './table/metric-table';
export type { Baseline } from './task/baseline';
export type { MetricOptions, MetricTask } from './task/metric-task';
export type { Samples } from './task/samples';
