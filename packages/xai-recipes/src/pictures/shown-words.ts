import { type Explanation, toPlain } from 'xai-base';
import type { Shown } from './shown';

/** A text as a page draws it: one value a word. */
export async function shownWords(
  explanation: Explanation,
  words: readonly string[],
  values: readonly number[],
): Promise<Shown> {
  const plain = await toPlain(explanation);
  const shape = [1, words.length];
  const val = { shape, data: Float32Array.from(values) };
  return {
    explanation: { ...plain, val, input: { shape, data: new Float32Array(words.length).fill(1) } },
    names: words,
  };
}
