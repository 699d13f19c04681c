import { cast, type Tensor, tile } from '@tensorflow/tfjs-core';
import { ModelError } from '../errors';
import { checkRows, type FurtherInputs } from '../further-inputs/further-inputs';
import { describeValue } from '../messages/describe-value';
import { nearest } from '../messages/nearest';
import { checkSample } from './check-sample';

/** What a model says of one of its inputs. */
export interface ModelInput {
  readonly name: string;
  /** Batch first; null or a negative length stands for any. */
  readonly shape?: readonly (number | null)[];
  readonly dtype?: string;
}

/** The inputs of a model in its order, all of the explained one's batch. */
export interface ArrangedInputs {
  readonly tensors: readonly Tensor[];
  /** Which of them is explained. */
  readonly explained: number;
}

/**
 * Puts the explained input and the further ones in the model's order: by name, the explained one is that which is not
 * named; in a list, it is the first. Call it inside `tidy`.
 *
 * @throws {ModelError} when these are not the model's inputs; the message says how to give them
 * @throws {ShapeError} when one does not fit the model
 *
 * @example
 * ```ts
 * const inputs = [{ name: 'mask' }, { name: 'image' }];
 * const { tensors, explained } = arrangeInputs(inputs, tf.zeros([2, 3]), { mask: tf.ones([1, 3]) });
 * tensors.map(({ shape }) => shape); // => [[2, 3], [2, 3]]
 * explained; // => 1
 * ```
 */
export function arrangeInputs(
  inputs: readonly ModelInput[],
  input: Tensor,
  further: FurtherInputs | undefined,
): ArrangedInputs {
  const explained = explainedInput(inputs, further);
  const rest = [...Object.values(further ?? {})];
  const tensors = inputs.map(({ name, shape, dtype }, index) => {
    const isExplained = index === explained;
    const given = isExplained ? input : Array.isArray(further) ? (rest.shift() as Tensor) : namedIn(further, name);
    const argument = isExplained ? 'input' : `furtherInputs (${name})`;
    checkSample(given, shape && [null, ...shape.slice(1)], argument);
    if (!isExplained) checkRows(given, input, argument);
    const rows = repeatRow(given, input.shape[0]);
    return isNumeric(dtype) && dtype !== rows.dtype ? cast(rows, dtype) : rows;
  });
  return { tensors, explained };
}

/**
 * The index of the input that is explained when these are given besides.
 *
 * @throws {ModelError} when these are not the model's other inputs
 *
 * @example
 * ```ts
 * explainedInput([{ name: 'mask' }, { name: 'image' }], { mask: tf.ones([1, 3]) }); // => 1
 * ```
 */
export function explainedInput(inputs: readonly ModelInput[], further: FurtherInputs | undefined): number {
  const names = inputs.map(({ name }) => name);
  const given = Object.keys(further ?? {});
  if (!Array.isArray(further)) {
    const unknown = given.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      const guess = nearest(unknown, names);
      const way = guess ? `; did you mean ${guess}?` : '.';
      throw wrongInputs(`The model has no input ${describeValue(unknown)}${way}`, names, further);
    }
  }
  if (given.length === names.length - 1)
    return Array.isArray(further) ? 0 : names.findIndex((name) => !given.includes(name));
  const counts = given.length === 0 ? 'only one was given' : `${given.length} further ones were given`;
  throw wrongInputs(`The model has ${names.length} inputs, ${counts}.`, names, further);
}

function wrongInputs(problem: string, names: readonly string[], value: unknown): ModelError {
  const [, ...others] = names;
  const advice = `analyze(input, analyzer, selection, { furtherInputs: { ${others.map((name) => `${JSON.stringify(name)}: tensor`).join(', ')} } })`;
  const way =
    others.length > 0
      ? `The input that is explained is the one that is not named: ${advice}, each with a row a sample or one row for all.`
      : 'Leave furtherInputs out.';
  return new ModelError(`${problem} Its inputs: ${names.join(', ')}. ${way}`, {
    argument: 'furtherInputs',
    value,
    expected: others.length > 0 ? `the model's other inputs` : 'none',
  });
}

function namedIn(further: FurtherInputs | undefined, name: string): Tensor {
  return (further as Readonly<Record<string, Tensor>>)[name];
}

/** One row for all as a row a sample. */
export function repeatRow(tensor: Tensor, batch: number): Tensor {
  if (tensor.shape[0] === batch) return tensor;
  return tile(tensor, [batch, ...tensor.shape.slice(1).map(() => 1)]);
}

function isNumeric(dtype: string | undefined): dtype is 'float32' | 'int32' | 'bool' {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}
