import { clone, type Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Attribution } from 'xai-base';
import type { LRPOptions } from './lrp-options';
import { type Conservation, reportParts } from './passage-report';
import { PropagationAnalyzer } from './propagation-analyzer';
import { readReports, reportMeasure } from './report-measures';
import type { RuledNetwork, RuledNode } from './ruled-network';
import { runLRP } from './run-lrp';

/** What is told of each layer. */
export interface Details {
  /** The relevance of the layer's output. */
  readonly layerwiseRelevances: boolean;
  /** Where that relevance went. */
  readonly conservation: boolean;
}

/** LRP that also tells of each layer. */
export class DetailedLRP extends PropagationAnalyzer<AnalyzeOptions> {
  protected override readonly measures: readonly string[];
  private readonly names: ReadonlyMap<RuledNode, string>;

  constructor(
    readonly name: string,
    network: RuledNetwork,
    options: LRPOptions,
    private readonly details: Details,
  ) {
    super(network, options);
    this.names = nodeNames(network);
    this.measures = [...this.names.values()].flatMap((layer) => [
      ...(details.layerwiseRelevances ? [layer] : []),
      ...(details.conservation ? reportParts.map((part) => reportMeasure(layer, part)) : []),
    ]);
  }

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const { network, names, details } = this;
    const measures: Record<string, Tensor> = {};
    const nameOf = (node: RuledNode) => names.get(node) as string;
    const watch = (node: RuledNode, relevance: Tensor) => {
      measures[nameOf(node)] = clone(relevance);
    };
    const report = (node: RuledNode, passage: Conservation<Tensor>) => {
      for (const part of reportParts) measures[reportMeasure(nameOf(node), part)] = passage[part];
    };
    const attribution = runLRP({
      network,
      activations: this.activations(input),
      select,
      outputRelevance: (mask, output) => this.outputRelevance(mask, output),
      ...(details.layerwiseRelevances && { watch }),
      ...(details.conservation && { report }),
    });
    return { ...attribution, measures };
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown>> {
    const byName = new Map(this.measures.map((name, index) => [name, measures[index]]));
    const layers = [...this.names.values()];
    const { layerwiseRelevances, conservation } = this.details;
    return {
      ...(conservation && { conservation: await readReports(layers, byName) }),
      ...(layerwiseRelevances && {
        layerwiseRelevances: Object.fromEntries(layers.map((layer) => [layer, clone(byName.get(layer) as Tensor)])),
      }),
    };
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
