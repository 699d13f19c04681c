import type { Tensor } from '@tensorflow/tfjs-core';
import { type Analyzer, analyze, type OutputSelection, ShapeError } from 'xai-base';
import type { MetricOptions } from './metric-task';
import { selectionOf } from './selection-of';

/** Explanations, sample by sample. */
export interface ExplainedRows {
  /** Which outputs were explained, in row-major order. */
  readonly indices: readonly number[];
  /** The same as methods take it. */
  readonly selection: OutputSelection;
  /** The shape of the outputs of a sample. */
  readonly outputShape: readonly number[];
  /** The shape of one explanation. */
  readonly shape: readonly number[];
  /** The attributions of a sample. */
  row(sample: number): ArrayLike<number>;
  /** All outputs of the model for a sample. */
  outputs(sample: number): ArrayLike<number>;
}

/**
 * Explains samples, and reads what is said of them.
 *
 * @throws {ShapeError} when the method does not give one explanation a sample
 */
export function explainRows(
  input: Tensor,
  analyzer: Analyzer,
  target: OutputSelection | undefined,
  options: MetricOptions,
): Promise<ExplainedRows> {
  const make = () => read(input, analyzer, target, options);
  return options.shared?.tally?.explain(input.shape[0], make) ?? make();
}

async function read(
  input: Tensor,
  analyzer: Analyzer,
  target: OutputSelection | undefined,
  { signal, seed, executor, batchSize }: MetricOptions,
): Promise<ExplainedRows> {
  const explanation = await analyze(input, analyzer, target, { signal, seed, executor, batchSize });
  try {
    const [batch] = input.shape;
    const { val, output, outputSelection } = explanation;
    if (val.shape[0] !== batch) {
      const expected = `one explanation a sample, [${batch}, ...]`;
      const message = `${analyzer.name} gave explanations of shape [${val.shape}]; expected ${expected}.`;
      throw new ShapeError(message, { argument: 'analyzer', value: val.shape, expected });
    }
    const [size, classes] = [val.size / batch, output.size / batch];
    const [values, outputs] = [await val.data(), await output.data()];
    return {
      indices: outputSelection,
      selection: selectionOf(outputSelection, output.shape.slice(1)),
      outputShape: output.shape.slice(1),
      shape: val.shape.slice(1),
      row: (sample) => values.subarray(sample * size, (sample + 1) * size),
      outputs: (sample) => outputs.subarray(sample * classes, (sample + 1) * classes),
    };
  } finally {
    explanation.dispose();
  }
}
