import { clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RelevanceDivision } from '../rules/linear-propagation';
import { type PassageReport, reportPassage } from './passage-report';
import type { RuledNetwork, RuledNode } from './ruled-network';

/** What one node needs to pass relevance on. */
export interface NodeCall {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  /** The value behind one of the node's steps, where the forward pass kept it. */
  readonly behind: (step: number) => Tensor | undefined;
  /** The relevance of the node's output. */
  readonly relevance: Tensor;
  /** Whether to report where the relevance went. */
  readonly report?: boolean;
}

/** Relevance on its way through one node. */
export type Passage = {
  /** The relevance of each input. */
  shares: Tensor[];
  /** Where the relevance went, each `[batch]`. */
  report: PassageReport | undefined;
};

/**
 * Passes relevance through one layer, its steps in reverse. A pure program of TensorFlow.js ops; temporary tensors
 * are freed.
 */
export function propagateNode(network: RuledNetwork, node: RuledNode, call: NodeCall): Passage {
  return tidy((): Passage => {
    const { steps, nonNegative } = node;
    const values: (readonly Tensor[])[] = [call.inputs];
    const valueBefore = (index: number): readonly Tensor[] => {
      values[index] ??= [call.behind(index - 1) ?? steps[index - 1].forward(valueBefore(index - 1))];
      return values[index];
    };
    const signs = [nonNegative];
    for (const step of steps) signs.push([step.isNonNegative(signs[signs.length - 1])]);

    const divisions: RelevanceDivision[] = [];
    let relevances: readonly Tensor[] = [call.relevance];
    for (let index = steps.length - 1; index >= 0; index--) {
      const step = steps[index];
      relevances = step.propagate({
        rule: network.ruleOf(node, step),
        type: node.node.layer.getClassName(),
        inputs: () => valueBefore(index),
        output: () => (index === steps.length - 1 ? call.output : valueBefore(index + 1)[0]),
        relevance: relevances[0],
        nonNegative: signs[index],
        observe: call.report ? (division) => divisions.push(division) : undefined,
      });
    }
    // a relevance may be a tensor that came in, or that of another input: each gets a handle of its own
    const given = [call.relevance, call.output, ...values.flat()];
    const isShared = (one: Tensor, index: number) => given.includes(one) || relevances.indexOf(one) < index;
    const shares = relevances.map((one, index) => (isShared(one, index) ? clone(one) : one));
    return { shares, report: call.report ? reportPassage(call.relevance, shares, divisions) : undefined };
  });
}
