import { mul, type Tensor, transpose, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import type { OperatorRule } from './operator-rule';
import { derivative, propagate } from './propagate';
import { unknownOperators } from './unknown-operators';
import { valueNamed } from './value-named';
import type { Verdict } from './verdicts';

/** What a pass of relevance through a recorded model needs. */
export interface PassParts {
  readonly recording: Recording;
  readonly verdicts: ReadonlyMap<RecordedOperation, Verdict>;
  readonly rule: OperatorRule;
  /** What is explained, of the output's shape. */
  readonly mask: Tensor;
  /** Names of inner values whose relevance is told. */
  readonly at?: readonly string[];
  /** What passes an operator of unknown verdict. */
  readonly unknown?: 'refuse' | 'gradient';
}

/** Relevance, value times what arrives. */
export interface Relevances {
  /** Of the input. */
  readonly input: Tensor;
  /** Of the inner values, in the order of their names. */
  readonly inner: readonly Tensor[];
}

/**
 * Passes the value of the explained output back to the input.
 *
 * @throws {ModelCheckError} that lists the operators that relevance comes to and no rule knows
 * @throws {LayerNotFoundError} for a name that no value has
 */
export function passRelevance({ recording, verdicts, rule, mask, at = [], unknown = 'refuse' }: PassParts): Relevances {
  const named = at.map((name) => ({ name, value: valueNamed(recording, name) }));
  const strange: RecordedOperation[] = [];
  const arrived = propagate(
    recording,
    mask,
    (operation, given) => {
      const verdict = verdicts.get(operation) as Verdict;
      if (verdict.kind !== 'unknown') return rule(operation, verdict, given);
      strange.push(operation);
      return unknown === 'gradient' ? derivative(operation, given) : [];
    },
    named.map(({ value }) => value),
  );
  if (unknown === 'refuse' && strange.length > 0) throw unknownOperators(strange);
  const relevanceOf = (value: RecordedValue) => {
    const g = arrived.get(value);
    return g ? mul(value.tensor, g) : zerosLike(value.tensor);
  };
  const inner = named.map(({ name, value }) => {
    const order = value.names.get(name);
    return order ? transpose(relevanceOf(value), [...order]) : relevanceOf(value);
  });
  return { input: relevanceOf(recording.inputs[0]), inner };
}
