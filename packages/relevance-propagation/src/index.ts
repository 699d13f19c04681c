export { analyze } from 'xai-base';
export type { AttentionOptions } from './attention/attention-analyzer';
export { AttentionGradCAM } from './attention/attention-grad-cam';
export { AttentionAttribution } from './attention/attribution';
export { AttentionRollout, type RolloutOptions } from './attention/rollout';
export { TransformerAttribution, type TransformerAttributionOptions } from './attention/transformer-attribution';
export { AttnLRP } from './attn-lrp';
export { canonize } from './canonization/canonize';
export { stripSoftmax } from './canonization/strip-softmax';
export type { LayerRules, Rules } from './composites/assign-rules';
export { type AssignedRules, Composite, type CompositePrimitive } from './composites/composite';
export type { LayerSlot } from './composites/layer-slot';
export { NameMap } from './composites/name-map';
export { FirstLayerMap, GlobalMap, LastLayerMap, LayerMap, RangeMap } from './composites/position-maps';
export * from './composites/presets';
export { lrpRules, type NamedRule, namedRules, showLayerIndices } from './composites/show-layers';
export {
  FirstLayerTypeMap,
  FirstNTypeMap,
  GlobalTypeMap,
  LastLayerTypeMap,
  RangeTypeMap,
  type TypeRule,
} from './composites/type-maps';
export {
  type AttributionGraphOptions,
  attributionGraph,
  type Concept,
  type ConceptEdge,
  type ConceptGraph,
} from './concepts/attribution-graph';
export { type Crop, cropMaxima } from './concepts/crop-maxima';
export type { DataSet } from './concepts/data-set';
export { ActMax, type Maximum, RelMax } from './concepts/maxima';
export { type Box, receptiveField } from './concepts/receptive-field';
export { CPLRP } from './cp-lrp';
export { CRP, type FeatureOptions, type LayerConditions } from './crp/crp';
export { ModelCheckError } from './errors';
export { type ActivationFunction, type ActivationKnowledge, registerActivation } from './layers/activations';
export * from './layers/groups';
export type { InspectedLayer } from './layers/inspected-layer';
export type { LayerHandler } from './layers/layer-handler';
export { registerLayer } from './layers/registry';
export { LRP } from './lrp';
export type { LinearOperation } from './operations/linear-operation';
export type { OperatorAnalyzeOptions } from './operators/graph-analyzer';
export type { OperatorOptions } from './operators/operator-relevance';
export type { LayerConservation, LRPAnalyzeOptions, LRPOptions } from './propagation/lrp-options';
export { inspectLayers, type LayerVerdict } from './propagation/model-check';
export { AlphaBetaRule } from './rules/alpha-beta';
export { BetaSmoothRule } from './rules/beta-smooth';
export { DeconvRule } from './rules/deconv';
export { EpsilonRule } from './rules/epsilon';
export { FlatRule } from './rules/flat';
export { GammaRule } from './rules/gamma';
export { GeneralizedGammaRule } from './rules/generalized-gamma';
export { GradientRule } from './rules/gradient';
export { GuidedRule } from './rules/guided';
export { LayerNormRule } from './rules/layer-norm';
export type { BoundLinear, LinearPropagation, RelevanceDivision } from './rules/linear-propagation';
export { LRPRule, type RuleTarget } from './rules/lrp-rule';
export type { ActivationPropagation, SumPropagation } from './rules/other-propagations';
export type { LayerParameters, ParameterSets } from './rules/parameters';
export { PassRule } from './rules/pass';
export { stabilize } from './rules/stabilize';
export { WSquareRule } from './rules/w-square';
export { ZBoxRule } from './rules/z-box';
export { ZPlusRule } from './rules/z-plus';
export { ZeroRule } from './rules/zero';
export { ActivationStep } from './steps/activation-step';
export { LinearStep, type LinearStepParts } from './steps/linear-step';
export { RoutingStep } from './steps/routing-step';
export type { Step, StepCall } from './steps/step';
export { SumStep } from './steps/sum-step';
export { WinnerStep } from './steps/winner-step';
