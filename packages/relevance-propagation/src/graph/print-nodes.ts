import { foldedLines } from '../operators/print-operations';
import { isCopy } from './rule-nodes';
import { type RuledOperator, ruleOf } from './ruled-operator';

/** Nodes with their verdicts and rules, one a line; stretches that repeat one another are printed once. */
export function printNodes(nodes: readonly RuledOperator[]): string {
  const rows = nodes
    .filter((node) => !isCopy(node))
    .map((node) => ({
      title: `${node.type} [${node.outputs[0].tensor.shape.slice(1)}]`,
      does: doneAt(node),
    }));
  const width = Math.max(...rows.map(({ title }) => title.length));
  return foldedLines(rows.map(({ title, does }) => `${title.padEnd(width)} => ${does}`));
}

/** What an affine node's rule is; of others, their verdict, with the rule where it decides something. */
function doneAt(node: RuledOperator): string {
  const rule = ruleOf(node);
  if (node.product) return String(rule);
  return node.verdict.kind;
}
