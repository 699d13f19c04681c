import { type AnalyzeOptions, forEachBatch, type ReadableTextModel, type TokenIds } from 'xai-base';
import { type TokenWeights, weigh } from './next-token';

/**
 * How much less a language model says the next token when one of those before it is replaced.
 *
 * @param ids all tokens before it
 * @param hidden what replaces one
 * @returns the value with all of them, and the drop for each
 */
export async function ablateTokens(
  model: ReadableTextModel,
  ids: readonly number[],
  hidden: number,
  weights: TokenWeights,
  isLog: boolean,
  options: AnalyzeOptions,
): Promise<{ value: number; drops: number[] }> {
  const position = ids.length - 1;
  const rows: TokenIds[] = [{ ids, position }, ...ids.map((_, at) => ({ ids: ids.with(at, hidden), position }))];
  const values: number[] = [];
  await forEachBatch(rows.length, { batchSize: 16, ...options }, async (begin, size) => {
    const output = await model.predict(rows.slice(begin, begin + size));
    try {
      const data = (await output.data()) as Float32Array;
      const classes = data.length / size;
      for (let row = 0; row < size; row++) {
        values.push(weigh(data.subarray(row * classes, (row + 1) * classes), weights, isLog));
      }
    } finally {
      output.dispose();
    }
  });
  const [value, ...ablated] = values;
  return { value, drops: ablated.map((one) => value - one) };
}
