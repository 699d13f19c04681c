import { cast, Tensor, tidy } from '@tensorflow/tfjs-core';
import { record } from 'tfjs-gradients';
import { type Model, toModelView, wrongValue } from 'xai-base';
import type { Rules } from '../composites/assign-rules';
import type { LRPRule } from '../rules/lrp-rule';
import { isCopy } from './rule-nodes';
import { ruledRecording } from './ruled-recording';

/** What composites see of an operator, and the rule that it gets. */
export interface DescribedNode {
  readonly name: string;
  readonly type: string;
  readonly rule: LRPRule;
}

/**
 * The operators of a model without layers, which show as it runs.
 *
 * @param example an input that the model runs on
 * @throws {ValueError} without an example
 */
export function describeNodes(model: Model, rules: Rules | undefined, example: Tensor | undefined): DescribedNode[] {
  const view = toModelView(model);
  if (!(example instanceof Tensor)) {
    const expected = 'an input to run the model on, as the operators of a model without layers show while it runs';
    throw wrongValue('example', example, expected);
  }
  const found: DescribedNode[] = [];
  tidy(() => {
    const recording = record((x) => view.forward(x), [cast(example, 'float32')]);
    const { nodes } = ruledRecording(recording, rules, { skipChecks: true });
    for (const node of nodes) if (!isCopy(node)) found.push({ name: node.name, type: node.type, rule: node.rule });
    recording.dispose();
  });
  return found;
}
