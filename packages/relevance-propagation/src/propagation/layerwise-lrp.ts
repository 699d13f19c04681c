import { clone, type Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution } from 'xai-base';
import { type LRPOptions, PropagationAnalyzer } from './propagation-analyzer';
import type { RuledNetwork, RuledNode } from './ruled-network';
import { runLRP } from './run-lrp';

/** LRP that also hands back the relevance of each layer's output. */
export class LayerwiseLRP extends PropagationAnalyzer<AnalyzeOptions> {
  protected override readonly measures: readonly string[];
  private readonly names: ReadonlyMap<RuledNode, string>;

  constructor(
    readonly name: string,
    network: RuledNetwork,
    options: LRPOptions,
  ) {
    super(network, options);
    this.names = nodeNames(network);
    this.measures = [...this.names.values()];
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor, ...parameters: Tensor[]): Attribution {
    const measures: Record<string, Tensor> = {};
    const attribution = runLRP({
      network: this.network,
      input,
      parameters,
      select,
      outputRelevance: (mask, output) => this.outputRelevance(mask, output),
      watch: (node, relevance) => {
        measures[this.names.get(node) as string] = clone(relevance);
        return undefined;
      },
    });
    return { ...attribution, measures };
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown>> {
    const relevances = this.measures.map((name, index) => [name, clone(measures[index])]);
    return { layerwiseRelevances: Object.fromEntries(relevances) };
  }
}

/** The path of each node's layer; of a layer that is used several times, with the number of the use: `dense`, `dense#2`. */
export function nodeNames({ nodes }: RuledNetwork): Map<RuledNode, string> {
  const uses = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const { path } = node.node;
      const use = (uses.get(path) ?? 0) + 1;
      uses.set(path, use);
      return [node, use === 1 ? path : `${path}#${use}`];
    }),
  );
}
