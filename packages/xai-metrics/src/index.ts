export { Completeness, type CompletenessMeasurement, type CompletenessSettings } from './axioms/completeness';
export {
  InputInvariance,
  type InputInvarianceMeasurement,
  type InputInvarianceSettings,
} from './axioms/input-invariance';
export { NonSensitivity, type NonSensitivityMeasurement, type NonSensitivitySettings } from './axioms/non-sensitivity';
export { BaselineAttribution } from './baselines/baseline-attribution';
export { EdgeAttribution } from './baselines/edge-attribution';
export { InputAttribution } from './baselines/input-attribution';
export { RandomAttribution } from './baselines/random-attribution';
export { Complexity } from './complexity/complexity';
export { EffectiveComplexity, type EffectiveComplexitySettings } from './complexity/effective-complexity';
export { Sparseness } from './complexity/sparseness';
export type { EvaluationBatch, EvaluationData } from './evaluation/batches';
export { type Estimate, type EstimateOptions, estimate, type MethodEstimate } from './evaluation/estimate';
export { type EvaluateOptions, evaluate } from './evaluation/evaluate';
export type { Journal } from './evaluation/journal';
export type { AnalyzersByName } from './evaluation/methods';
export type { Share } from './evaluation/share';
export { AverageDrop, type AverageDropMeasurement } from './faithfulness/average-drop';
export { Comprehensiveness } from './faithfulness/comprehensiveness';
export { Deletion, type DeletionSettings } from './faithfulness/deletion';
export { FaithfulnessCorrelation, type FaithfulnessCorrelationSettings } from './faithfulness/faithfulness-correlation';
export { FaithfulnessEstimate, type FaithfulnessEstimateSettings } from './faithfulness/faithfulness-estimate';
export { Infidelity, type InfidelitySettings } from './faithfulness/infidelity';
export { Insertion } from './faithfulness/insertion';
export { IROF, type IROFMeasurement, type IROFSettings } from './faithfulness/irof';
export { Monotonicity, type MonotonicityMeasurement, type MonotonicitySettings } from './faithfulness/monotonicity';
export { MonotonicityCorrelation, type MonotonicityCorrelationSettings } from './faithfulness/monotonicity-correlation';
export { MuFidelity, type MuFidelitySettings } from './faithfulness/mu-fidelity';
export {
  PixelFlipping,
  type PixelFlippingMeasurement,
  type PixelFlippingSettings,
} from './faithfulness/pixel-flipping';
export { PredictionGapImportant } from './faithfulness/prediction-gap-important';
export { PredictionGapUnimportant } from './faithfulness/prediction-gap-unimportant';
export { RationaleSufficiency } from './faithfulness/rationale-sufficiency';
export { RegionPerturbation, type RegionPerturbationSettings } from './faithfulness/region-perturbation';
export { ROAD, type ROADMeasurement, type ROADSettings } from './faithfulness/road';
export { Selectivity, type SelectivitySettings } from './faithfulness/selectivity';
export { SensitivityN, type SensitivityNMeasurement, type SensitivityNSettings } from './faithfulness/sensitivity-n';
export type { PredictionGapSettings } from './faithfulness/shared/prediction-gap';
export type { RationaleMeasurement, RationaleSettings } from './faithfulness/shared/rationale-metric';
export { Sufficiency, type SufficiencySettings } from './faithfulness/sufficiency';
export { AttributionLocalisation, type AttributionLocalisationSettings } from './localisation/attribution-localisation';
export { Focus } from './localisation/focus';
export { LocalisationAUC } from './localisation/localisation-auc';
export { PointingGame } from './localisation/pointing-game';
export { RelevanceMassAccuracy } from './localisation/relevance-mass-accuracy';
export { RelevanceRankAccuracy } from './localisation/relevance-rank-accuracy';
export { TopKIntersection, type TopKIntersectionSettings } from './localisation/top-k-intersection';
export type { CurveMeasurement, Measurement, StagedMeasurement } from './measurement';
export { Metric, type MetricCategory } from './metric';
export { earthMoversDistance } from './numbers/earth-movers-distance';
export { kendall } from './numbers/kendall';
export { MEDIUM_CORRELATION } from './numbers/medium-correlation';
export { rocAuc } from './numbers/roc-auc';
export { spearman } from './numbers/spearman';
export { type Plane, structuralSimilarity } from './numbers/structural-similarity';
export {
  EfficientMPRT,
  type EfficientMPRTMeasurement,
  type EfficientMPRTSettings,
} from './randomisation/efficient-mprt';
export { MPRT, type MPRTMeasurement, type MPRTSettings } from './randomisation/mprt';
export { RandomLogit, type RandomLogitMeasurement } from './randomisation/random-logit';
export type { GivenWeights, RandomisationSettings } from './randomisation/shared/randomized-weights';
export type { Similarity } from './randomisation/shared/similarity';
export { SmoothMPRT, type SmoothMPRTMeasurement, type SmoothMPRTSettings } from './randomisation/smooth-mprt';
export { AvgSensitivity } from './robustness/avg-sensitivity';
export { Consistency, type ConsistencySettings } from './robustness/consistency';
export { Continuity } from './robustness/continuity';
export { LocalLipschitz } from './robustness/local-lipschitz';
export { MaxSensitivity } from './robustness/max-sensitivity';
export { RelativeInputStability } from './robustness/relative-input-stability';
export { RelativeOutputStability } from './robustness/relative-output-stability';
export {
  RelativeRepresentationStability,
  type RepresentationSettings,
} from './robustness/relative-representation-stability';
export type { SensitivitySettings } from './robustness/shared/sensitivity-settings';
export type { BootstrapOptions } from './table/bootstrap';
export type { MetricColumn } from './table/metric-column';
export type { MetricComparison } from './table/metric-comparison';
export type { MetricCurve } from './table/metric-curve';
export type { MetricSummary } from './table/metric-summary';
export { MetricTable } from './table/metric-table';
export type { PlainTable } from './table/plain-table';
export type { Baseline } from './task/baseline';
export type { Order } from './task/check-settings';
export type { MetricOptions, MetricTask } from './task/metric-task';
export type { Samples } from './task/samples';
export { SharedWork } from './task/shared-work';
export { Agreement, type AgreementMeasurement, type AgreementSettings } from './truth/agreement';
export { EMDScore, type EMDScoreMeasurement, type EMDScoreSettings } from './truth/emd-score';
export { ImportanceMassAccuracy } from './truth/importance-mass-accuracy';
