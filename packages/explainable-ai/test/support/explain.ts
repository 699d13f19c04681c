import type { Tensor } from '@tensorflow/tfjs-core';
import { type Analyzer, analyze, type OutputSelection } from 'xai-base';
import type { ReferenceOptions } from '../../src/references/reference-options';

/** Everything of an explanation, read and freed. */
export interface Read {
  readonly val: Float32Array;
  readonly shape: number[];
  readonly output: Float32Array;
  readonly outputSelection: number[];
  readonly extras: Record<string, unknown>;
}

/** Analyzes, reads the explanation and frees it. */
export async function explain(
  input: Tensor,
  analyzer: Analyzer<ReferenceOptions>,
  selection?: OutputSelection,
  options?: ReferenceOptions,
): Promise<Read> {
  const explanation = await analyze(input, analyzer, selection, options);
  const { val, output, outputSelection, extras = {} } = explanation;
  const [values, outputs] = [Float32Array.from(await val.data()), Float32Array.from(await output.data())];
  explanation.dispose();
  return { val: values, shape: val.shape, output: outputs, outputSelection, extras };
}

/** The sum of the values of each sample, in float64. */
export function sums({ val, shape }: Read): number[] {
  const size = val.length / shape[0];
  return Array.from({ length: shape[0] }, (_, row) =>
    val.subarray(row * size, (row + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}
