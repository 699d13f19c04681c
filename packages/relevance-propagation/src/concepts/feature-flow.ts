import { concat, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution } from 'xai-base';
import { exchange } from '../crp/conditional-analyzer';
import { type Condition, featureRelevances } from '../crp/conditional-relevance';
import type { LRPOptions } from '../propagation/lrp-options';
import { PropagationAnalyzer } from '../propagation/propagation-analyzer';
import type { RuledNetwork, RuledNode } from '../propagation/ruled-network';

/** How much each channel of a lower layer gets of features of a higher one: `val` is `[batch, features, channels]`. */
export class FeatureFlow extends PropagationAnalyzer<AnalyzeOptions> {
  readonly name = 'FeatureFlow';

  constructor(
    network: RuledNetwork,
    options: LRPOptions,
    private readonly from: Condition,
    private readonly to: RuledNode,
  ) {
    super(network, options);
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { network, from, to } = this;
    const activations = this.activations(input);
    const { output } = activations;
    const mask = select(output);
    const parts = { network, activations, relevance: this.outputRelevance(mask, output) };
    const { parts: relevances } = featureRelevances(parts, from, from.features.count, to.node.outputs[0]);
    const all = concat([...relevances], 0); // [features * batch, ..., channels]
    const channels = all.shape[all.rank - 1];
    const perChannel = sum(reshape(all, [all.shape[0], all.size / (all.shape[0] * channels), channels]), 1);
    return {
      val: exchange(reshape(perChannel, [from.features.count, input.shape[0], channels])),
      output,
      mask,
    };
  }
}
