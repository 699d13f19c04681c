import { type AnalyzeOptions, compiles, forEachBatch, type ReadableTextModel, type TokenIds } from 'xai-base';
import { type TokenWeights, weigh } from './next-token';

/**
 * How much less a language model says the next token when one of those before it is replaced.
 *
 * @param ids all tokens before it
 * @param hidden what replaces one
 * @param longest how many tokens may be before one; where the model is compiled, all texts are filled up to it, and all batches, so that one program serves them all
 * @returns the value with all of them, and the drop for each
 */
export async function ablateTokens(
  model: ReadableTextModel,
  ids: readonly number[],
  hidden: number,
  longest: number,
  weights: TokenWeights,
  isLog: boolean,
  options: AnalyzeOptions,
): Promise<{ value: number; drops: number[] }> {
  const position = ids.length - 1;
  const rows: TokenIds[] = [{ ids, position }, ...ids.map((_, at) => ({ ids: ids.with(at, hidden), position }))];
  const values: number[] = [];
  const { executor, batchSize = 16 } = options;
  const room = compiles(executor) ? Math.min(batchSize, longest + 1) : 0;
  const settings = compiles(executor) ? { executor, length: longest } : {};
  await forEachBatch(rows.length, { ...options, batchSize }, async (begin, size) => {
    const batch = rows.slice(begin, begin + size);
    const filled = [...batch, ...new Array<TokenIds>(Math.max(0, room - size)).fill(rows[0])];
    const output = await model.predict(filled, settings);
    try {
      const data = (await output.data()) as Float32Array;
      const classes = data.length / filled.length;
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
