import { type Numbers, outputName, readNumbers, shapeError, type Values, valueError } from 'svg-plots';
import { describeValue, type ExplanationParts, IndexError, type PlainExplanation, ShapeError } from 'xai-base';
import { groupsIn } from './groups';
import { identity, type Link, linkIn } from './link';

/** What is drawn of an explanation, which may be plain data. */
export type Drawable = Pick<ExplanationParts | PlainExplanation, 'val' | 'heatmap'> &
  Partial<ExplanationParts | PlainExplanation>;

/** A number with a name. */
export interface Named {
  readonly name: string;
  readonly value: number;
}

/** A row of a table and what an explanation says of it. */
export interface ExplainedRow {
  /** The attribution of each feature: a column, or columns that were explained together. */
  readonly values: readonly number[];
  /** How many columns the row has. */
  readonly columns: number;
  /** The columns of each feature, where features are groups of columns. */
  readonly groups?: readonly (readonly number[])[];
  /** The names that the explanation has for them. */
  readonly names?: readonly string[];
  /** What the model was given, a number a column; NaN where it was missing. */
  readonly inputs?: readonly number[];
  /** What the attributions start from: the expected value of Shapley values, the intercept of a surrogate. */
  readonly base?: Named;
  /** What the model said, in the unit of the attributions. */
  readonly output?: Named;
  /** The unit in which attributions add up. */
  readonly link: Link;
  readonly method: string;
}

/** Attributions without an explanation: `[features]` or `[1, features]`. */
export function plainRow(values: Values, sample?: number): ExplainedRow {
  const numbers = readNumbers(values, 'explanation');
  const batch = numbers.shape.length === 1 ? { ...numbers, shape: [1, ...numbers.shape] } : numbers;
  const row = rowOf(batch, sampleOf(batch, 'explanation', sample));
  return { values: row, columns: row.length, link: identity, method: 'attribution' };
}

/**
 * One row of an explanation whose `val` is `[batch, features]`. Where columns were explained in groups, each place of `val` holds the value of its
 * group; here a group has its value once.
 *
 * @param outputNames of all outputs
 * @throws {ShapeError} for another rank, or a batch of several when no sample is named
 * @throws {IndexError} for a sample that there is not
 */
export function explainedRow(explanation: Drawable, wanted?: number, outputNames?: readonly string[]): ExplainedRow {
  const numbers = readNumbers(explanation.val, 'explanation.val');
  return rowReader(explanation, numbers, outputNames)(sampleOf(numbers, 'explanation.val', wanted));
}

/**
 * All rows of an explanation whose `val` is `[batch, features]`, whose tensors are read once.
 *
 * @throws {ShapeError} for another rank
 */
export function explainedRows(explanation: Drawable): ExplainedRow[] {
  const numbers = readNumbers(explanation.val, 'explanation.val');
  if (numbers.shape.length !== 2) throw shapeError('explanation.val', numbers.shape, '[batch, features]');
  const rowAt = rowReader(explanation, numbers);
  return Array.from({ length: numbers.shape[0] }, (_, sample) => rowAt(sample));
}

function rowReader(
  explanation: Drawable,
  numbers: Numbers,
  outputNames?: readonly string[],
): (sample: number) => ExplainedRow {
  const { input, output, outputSelection } = explanation;
  const extras = explanation.extras ?? {};
  const analyzer = typeof explanation.analyzer === 'string' ? explanation.analyzer : 'attribution';
  const hasInputs = input && `${input.shape}` === `${numbers.shape}`;
  const inputs = hasInputs ? readNumbers(input, 'explanation.input', { gaps: true }) : undefined;
  const outputs =
    outputSelection && output?.shape?.length === 2 ? readNumbers(output, 'explanation.output') : undefined;
  return (sample) => {
    const spread = rowOf(numbers, sample);
    const { values = spread, groups } = groupsIn(extras, sample, spread) ?? {};
    const index = outputSelection?.[sample];
    if (index !== undefined && !(Number.isInteger(index) && index >= 0))
      throw valueError(`explanation.outputSelection[${sample}]`, index, 'the index of an output');
    const link = linkIn(extras, sample);
    const nameOfOutput = index === undefined ? '' : link.nameOf(outputName(index, outputNames));
    const names = namesIn(extras.featureNames, sample);
    return {
      values,
      columns: spread.length,
      groups,
      names: names?.length === values.length ? names : undefined,
      inputs: inputs && rowOf(inputs, sample),
      base: numberIn('expected value', extras.expectedValue, sample) ?? numberIn('intercept', extras.intercept, sample),
      output:
        outputs && index !== undefined
          ? { name: nameOfOutput, value: link.apply(rowOf(outputs, sample)[index]) }
          : undefined,
      link,
      method: index === undefined ? analyzer : `${analyzer}, ${nameOfOutput}`,
    };
  };
}

function sampleOf({ shape }: Numbers, argument: string, wanted?: number): number {
  if (shape.length !== 2) throw shapeError(argument, shape, '[batch, features]');
  const [batch] = shape;
  if (batch > 1 && wanted === undefined) {
    const expected = 'one sample; say which, such as { sample: 0 }';
    const message = `${argument} holds ${batch} samples; expected ${expected}.`;
    throw new ShapeError(message, { argument, value: shape, expected });
  }
  const sample = wanted ?? 0;
  if (Number.isInteger(sample) && sample >= 0 && sample < batch) return sample;
  const expected = `an index of the ${batch} samples of ${argument}, 0 to ${batch - 1}`;
  throw new IndexError(`sample is ${describeValue(sample)}; expected ${expected}.`, {
    argument: 'sample',
    value: sample,
    expected,
  });
}

function rowOf({ shape: [, length], data }: Numbers, sample: number): number[] {
  return Array.from({ length }, (_, index) => data[sample * length + index]);
}

/** Extras hold an entry a sample. */
function namesIn(names: unknown, sample: number): string[] | undefined {
  const own = Array.isArray(names) ? names[sample] : undefined;
  return Array.isArray(own) && own.every((name) => typeof name === 'string') ? own : undefined;
}

function numberIn(name: string, values: unknown, sample: number): Named | undefined {
  const value =
    Array.isArray(values) || ArrayBuffer.isView(values) ? (values as readonly unknown[])[sample] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return { name, value };
  throw valueError(`The ${name} of the explanation`, value, 'a finite number');
}
