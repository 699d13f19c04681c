import { mul, type Tensor, transpose, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { LayerNotFoundError, nearest } from 'xai-base';
import { ModelCheckError } from '../errors';
import type { OperatorRule } from './operator-rule';
import { derivative, propagate } from './propagate';
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

function valueNamed({ operations, inputs }: Recording, name: string): RecordedValue {
  const values = [...inputs, ...operations.flatMap(({ outputs }) => outputs)];
  const found = values.find(({ names }) => names.has(name));
  if (found) return found;
  const names = [...new Set(values.flatMap((value) => [...value.names.keys()]))];
  const guess = nearest(name, names);
  const shown = names.length > 20 ? [...names.slice(0, 20), '...'] : names;
  const expected =
    names.length > 0 ? `one of ${shown.join(', ')}` : 'a model whose values have names, such as an ONNX model';
  throw new LayerNotFoundError(
    `The model has no value ${name} that depends on the input${guess ? `; did you mean ${guess}?` : ''} Expected ${expected}.`,
    { argument: 'layerwiseRelevances', value: name, expected },
  );
}

function unknownOperators(operations: readonly RecordedOperation[]): ModelCheckError {
  const counts = new Map<string, number>();
  for (const { kernel } of operations) counts.set(kernel, (counts.get(kernel) ?? 0) + 1);
  const lines = [...counts].map(([kernel, count]) => `  ${kernel} (${count})`);
  return new ModelCheckError(
    `No rule of relevance is known for these operators of the model:\n${lines.join('\n')}\n` +
      "The option { unknown: 'gradient' } takes their derivative.",
    { argument: 'model', value: [...counts.keys()], expected: 'operators of a known verdict' },
  );
}
