import { argMax, max, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution } from 'xai-base';
import { relevanceAt } from '../crp/conditional-relevance';
import type { LRPOptions } from '../propagation/lrp-options';
import { PropagationAnalyzer } from '../propagation/propagation-analyzer';
import type { RuledNetwork, RuledNode } from '../propagation/ruled-network';

/** What of a layer is summed up. */
export type LayerQuantity = 'relevance' | 'activation';

/**
 * A number for each channel of a layer: the sum of its relevance, or its largest activation. `val` is `[batch,
 * channels]`, `extras.places` says where each channel is largest: an index into the flattened axes between.
 */
export class LayerSummary extends PropagationAnalyzer<AnalyzeOptions> {
  readonly name = 'LayerSummary';
  protected override readonly measures = ['places'];

  constructor(
    network: RuledNetwork,
    options: LRPOptions,
    private readonly node: RuledNode,
    private readonly quantity: LayerQuantity,
  ) {
    super(network, options);
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { network, node } = this;
    const activations = this.activations(input);
    const { output } = activations;
    const mask = select(output);
    const isRelevance = this.quantity === 'relevance';
    const relevance = this.outputRelevance(mask, output);
    const values = isRelevance
      ? relevanceAt({ network, activations, relevance }, node)
      : activations.of(node.node.outputs[0]);
    const [batch, ...rest] = values.shape;
    const channels = rest.pop() as number;
    const places = reshape(values, [batch, values.size / (batch * channels), channels]);
    return {
      val: isRelevance ? sum(places, 1) : max(places, 1),
      output,
      mask,
      measures: { places: argMax(places, 1) },
    };
  }

  protected override async readMeasures([places]: readonly Tensor[]): Promise<Record<string, unknown>> {
    return { places: await places.array() };
  }
}
