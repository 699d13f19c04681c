import { div, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { derivative, type Passage } from '../operators/propagate';
import type { RelevanceDivision } from '../rules/linear-propagation';
import type { LRPRule } from '../rules/lrp-rule';
import type { Form } from './arrivals';
import type { GatePolicy, RuledOperator } from './ruled-operator';

/** What a node needs to pass on what has arrived at its outputs. */
export interface NodePassage {
  readonly node: RuledOperator;
  readonly rule: LRPRule;
  /** What has arrived at the outputs, in one form. */
  readonly arrived: readonly (Tensor | undefined)[];
  readonly form: Form;
  readonly gates: GatePolicy;
  /** Values that are known to have no negative element. */
  readonly nonNegative: ReadonlySet<RecordedValue>;
  /** Hears of every division of relevance, for the conservation report. */
  readonly observe?: (division: RelevanceDivision) => void;
}

/** What passes to an input of a node, in one of the forms. */
export interface Share {
  readonly to: RecordedValue;
  readonly form: Form;
  readonly tensor: Tensor;
}

/** A share of relevance. */
export function relevanceFor(to: RecordedValue, tensor: Tensor): Share {
  return { to, form: 'relevance', tensor };
}

/** Shares of one form. */
export function sharesOf(form: Form, passages: readonly Passage[]): Share[] {
  return passages.map(([to, pass]) => ({ to, form, tensor: pass() }));
}

/** By the derivative, as a factor: relevance is first divided by the value that it is of. */
export function passDerivative(passage: NodePassage, held: readonly string[] = []): Share[] {
  return sharesOf('factor', derivative(passage.node.operation, factors(passage), held));
}

/** What has arrived, as factors. */
function factors({ node, rule, arrived, form, observe }: NodePassage): readonly (Tensor | undefined)[] {
  if (form === 'factor') return arrived;
  return node.outputs.map(({ tensor: z }, index) => {
    const relevance = arrived[index];
    if (!relevance) return undefined;
    const denominator = rule.modifyDenominator(z);
    const quotient = div(relevance, denominator);
    observe?.({ quotient, z, denominator });
    return quotient;
  });
}
