import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { NetworkValues } from './activations';
import type { PassageReport } from './passage-report';
import { propagateNode } from './propagate-node';
import type { RuledNetwork, RuledNode } from './ruled-network';

/** What a flow of relevance needs. */
export interface FlowParts {
  readonly network: RuledNetwork;
  readonly values: NetworkValues;
}

/**
 * Relevance on its way from the outputs of a network to its input. A tensor that is used twice gets the relevances of
 * both uses; relevance that has been passed on is freed.
 */
export class RelevanceFlow {
  private readonly relevances = new Map<number, Tensor>();

  constructor(private readonly parts: FlowParts) {}

  /** Adds relevance at a slot. It belongs to the flow from now on. */
  add(slot: number, relevance: Tensor): void {
    const present = this.relevances.get(slot);
    this.relevances.set(slot, present ? add(present, relevance) : relevance);
    if (!present) return;
    present.dispose();
    relevance.dispose();
  }

  /** The relevance at a slot, where there is any. */
  at(slot: number): Tensor | undefined {
    return this.relevances.get(slot);
  }

  /** Takes the relevance away from a slot; it belongs to the caller. */
  take(slot: number): Tensor | undefined {
    const relevance = this.relevances.get(slot);
    this.relevances.delete(slot);
    return relevance;
  }

  /**
   * Passes the relevance of a node's output on to its inputs.
   *
   * @returns where it went, if that is asked for
   */
  pass(node: RuledNode, report = false): PassageReport | undefined {
    const [slot] = node.node.outputs;
    const relevance = this.take(slot);
    if (!relevance) return undefined;
    const { network, values } = this.parts;
    const passage = propagateNode(network, node, {
      inputs: node.node.inputs.map((one) => values.of(one)),
      output: values.of(slot),
      behind: (step) => values.behind(node, step),
      relevance,
      report,
    });
    relevance.dispose();
    passage.shares.forEach((share, index) => {
      this.add(node.node.inputs[index], share);
    });
    return passage.report;
  }
}
