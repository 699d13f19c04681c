import { concat, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution } from 'xai-base';
import type { LRPOptions } from '../propagation/lrp-options';
import { PropagationAnalyzer } from '../propagation/propagation-analyzer';
import type { RuledNetwork } from '../propagation/ruled-network';
import { type Condition, featureRelevances, jointRelevance } from './conditional-relevance';

/** Conditional propagation as a program; its `val` is `[batch, features, ...]` for one layer, `[batch, ...]` for several. */
export class ConditionalAnalyzer extends PropagationAnalyzer<AnalyzeOptions> {
  readonly name = 'CRP';
  protected override readonly measures: readonly string[];

  /** @param featuresAtOnce how many features of the one layer share a pass; undefined for several layers */
  constructor(
    network: RuledNetwork,
    options: LRPOptions,
    private readonly conditions: readonly Condition[],
    private readonly featuresAtOnce?: number,
  ) {
    super(network, options);
    this.measures = featuresAtOnce === undefined ? [] : ['features'];
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { network, conditions, featuresAtOnce } = this;
    const activations = this.activations(input);
    const { output } = activations;
    const mask = select(output);
    const parts = { network, activations, relevance: this.outputRelevance(mask, output) };
    if (featuresAtOnce === undefined) return { val: jointRelevance(parts, conditions), output, mask };
    const { parts: relevances, indices } = featureRelevances(parts, conditions[0], featuresAtOnce);
    return { val: samplesFirst(relevances, input.shape), output, mask, measures: { features: indices } };
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    return measures.length > 0 ? { features: await measures[0].array() } : undefined;
  }
}

/** `[features * batch, ...]` in parts as `[batch, features, ...]`. */
function samplesFirst(parts: readonly Tensor[], [batch, ...rest]: readonly number[]): Tensor {
  const all = parts.length > 1 ? concat([...parts], 0) : parts[0];
  return exchange(reshape(all, [all.shape[0] / batch, batch, ...rest]));
}

/** Exchanges the first two axes. */
export function exchange(x: Tensor): Tensor {
  const [first, second] = x.shape;
  if (first === 1 || second === 1) return reshape(x, [second, first, ...x.shape.slice(2)]);
  return transpose(x, [1, 0, ...x.shape.slice(2).map((_, axis) => axis + 2)]);
}
