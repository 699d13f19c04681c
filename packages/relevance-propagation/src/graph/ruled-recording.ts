import type { RecordedValue, Recording } from 'tfjs-gradients';
import type { Rules } from '../composites/assign-rules';
import { ModelCheckError } from '../errors';
import { checkEnd } from '../operators/check-end';
import { judge } from '../operators/verdicts';
import { findAffine } from './affine';
import { biasesFirst } from './biases-first';
import { findNodes } from './operator-node';
import { ruleNodes } from './rule-nodes';
import type { GatePolicy, RuledOperator } from './ruled-operator';
import { findNonNegative } from './signs';

/** A recorded model with the rules of its nodes. */
export interface RuledRecording {
  readonly recording: Recording;
  /** In the order of evaluation. */
  readonly nodes: readonly RuledOperator[];
  /** Values that are known to have no negative element. */
  readonly nonNegative: ReadonlySet<RecordedValue>;
  readonly options: OperatorRuleOptions;
}

/** How relevance passes what no layer does. */
export interface OperatorRuleOptions {
  readonly gates?: GatePolicy;
  /** What passes an operator that no rule knows: `'refuse'`, the default, is an error that lists them; `'gradient'` takes the derivative. */
  readonly unknown?: 'refuse' | 'gradient';
  readonly skipChecks?: boolean;
  /** Leaves products and what is added to them apart, as the model has them. */
  readonly asTheyAre?: boolean;
}

/**
 * Gives the operators of a recorded model their rules.
 *
 * @throws {ModelCheckError} for a model that ends in softmax, and for a rule that is not made for its node
 * @throws {LayerNotFoundError} for a name that the rules have and no node has
 */
export function ruledRecording(
  recorded: Recording,
  rules: Rules | undefined,
  options: OperatorRuleOptions,
): RuledRecording {
  const recording = options.asTheyAre ? recorded : biasesFirst(recorded);
  const verdicts = judge(recording);
  if (!options.skipChecks) checkEnd(recording, verdicts);
  const nodes = ruleNodes(findNodes(recording, verdicts, options.asTheyAre ? [] : findAffine(recording)), rules);
  if (!options.skipChecks) checkRules(nodes);
  return { recording, nodes, nonNegative: findNonNegative(recording), options };
}

function checkRules(nodes: readonly RuledOperator[]): void {
  const wrong = nodes.filter(({ product, rule, type }) => product && !rule.isCompatible({ type, hasWeight: true }));
  if (wrong.length === 0) return;
  const lines = wrong.map(({ name, type, rule }) => `  ✗ ${name} (${type}): ${rule} is not made for it.`);
  throw new ModelCheckError(`LRP cannot analyze the model.\n${lines.join('\n')}`, {
    argument: 'rules',
    value: wrong.map(({ name }) => name),
    expected: 'rules that are made for their operators',
  });
}
