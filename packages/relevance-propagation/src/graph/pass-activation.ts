import { div, equal, mul, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import { derivative } from '../operators/propagate';
import { LRPRule } from '../rules/lrp-rule';
import { activationOf } from './activation-of';
import { type NodePassage, relevanceFor, type Share, sharesOf } from './passage';

/** Relevance passes an activation f of x unchanged: as a factor, times f(x) / x, without a division where f is spelt as a product with x. */
export function passActivation({ node, arrived, form }: NodePassage, x: RecordedValue): Share[] {
  const given = arrived[0] as Tensor;
  if (form === 'relevance') return [relevanceFor(x, given)];
  const { verdict, operation } = node;
  const quotient = verdict.kind === 'activation' ? verdict.quotient : undefined;
  const factors = quotient?.map(({ tensor }) => tensor) ?? [ratio(operation, x)];
  return [{ to: x, form, tensor: factors.reduce((product, factor) => mul(product, factor), given) }];
}

/** f(x) / x, 0 where x is. */
export function ratio({ outputs: [y] }: RecordedOperation, x: RecordedValue): Tensor {
  return where(equal(x.tensor, 0), zerosLike(x.tensor), div(y.tensor, x.tensor));
}

/** Whether a rule says itself how it passes an activation. */
export function passesActivations(rule: LRPRule): boolean {
  return rule.propagateActivation !== LRPRule.prototype.propagateActivation;
}

/** By a rule that says itself how it passes an activation; one that is spelt in several operations is passed by their derivatives. */
export function passOwnActivation({ node, arrived, rule }: NodePassage): Share[] {
  const { operation } = node;
  const live = Object.keys(operation.inputs).filter((name) => operation.inputs[name].isLive);
  if (live.length > 1) return sharesOf('relevance', derivative(operation, arrived));
  const x = operation.inputs[live[0]];
  const step = { relevance: arrived[0] as Tensor, activation: activationOf(operation, live[0]), input: () => x.tensor };
  return [relevanceFor(x, rule.propagateActivation(step))];
}
