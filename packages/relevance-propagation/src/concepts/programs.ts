import type { Analyzer, FeatureSelector } from 'xai-base';
import { OperatorFeatureFlow, OperatorSummary } from '../graph/operator-summary';
import type { LRP } from '../lrp';
import { FeatureFlow } from './feature-flow';
import { type LayerQuantity, LayerSummary } from './layer-summary';

/** The layer, or operator, or value, that is meant by its name or index. */
type Layer = string | number;

/** What sums up a layer of a model with layers, or a value of one without. */
export function summaryOf(lrp: LRP, layer: Layer, quantity: LayerQuantity): Analyzer {
  if (lrp.operators) return new OperatorSummary(lrp.operators, layer, quantity);
  return new LayerSummary(lrp.network, lrp.options, lrp.network.nodeOf(layer), quantity);
}

/** What tells how much of features of a layer, or value, comes to a lower one. */
export function flowBetween(lrp: LRP, from: { layer: Layer; features: FeatureSelector }, to: Layer): Analyzer {
  if (lrp.operators) return new OperatorFeatureFlow(lrp.operators, from, to);
  const { network, options } = lrp;
  return new FeatureFlow(network, options, { ...from, node: network.nodeOf(from.layer) }, network.nodeOf(to));
}
