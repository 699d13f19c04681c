import { assignRules, type Rules } from '../composites/assign-rules';
import type { LayerSlot } from '../composites/layer-slot';
import { PassRule } from '../rules/pass';
import { ZeroRule } from '../rules/zero';
import type { OperatorNode } from './operator-node';
import type { RuledOperator } from './ruled-operator';

/** Gives the nodes of a model their rules. Copies of a value are no layers to composites. */
export function ruleNodes(nodes: readonly OperatorNode[], rules: Rules | undefined): RuledOperator[] {
  const seen = nodes.filter((node) => !isCopy(node));
  const assigned = [...assignRules(seen.map(slotOf), rules).values()];
  return nodes.map((node) => ({ ...node, ...(assigned[seen.indexOf(node)] ?? none) }));
}

/** Whether a node only copies a value, as functions and views of models do. */
export function isCopy({ operation, names }: OperatorNode): boolean {
  return operation.kernel === 'Identity' && names.length === 0;
}

const none = { rule: new ZeroRule(), activationRule: new PassRule() };

/** A node as composites see it: in the place of a layer. */
function slotOf({ name, names, type, product }: OperatorNode, index: number): LayerSlot {
  const isWeighted = product !== undefined && type !== 'BatchNormalization';
  return { index, name, path: name, type, names, isWeighted };
}
