import { compiles, type EncodedText, type Executor, type ReadableTextModel, yieldToEventLoop } from 'xai-base';
import { indexOfLargest } from '../index-of-largest';

/**
 * What a language model writes after a text, greedily: the most probable token each time (of equal ones the first).
 *
 * @param most how many tokens, at most; it ends before a special one
 * @param executor where it compiles, all that is read is filled up to the most that there can be, so that one program writes all tokens
 */
export async function continueGreedily(
  model: ReadableTextModel,
  prompt: readonly number[],
  most: number,
  executor?: Executor,
): Promise<number[]> {
  const ids = [...prompt];
  const settings = compiles(executor) ? { executor, length: prompt.length + most - 1 } : {};
  while (ids.length < prompt.length + most) {
    const output = await model.predict([{ ids, position: ids.length - 1 }], settings);
    const values = await output.data();
    output.dispose();
    const next = indexOfLargest(values);
    if (model.isSpecial(next)) break;
    ids.push(next);
    await yieldToEventLoop();
  }
  return ids.slice(prompt.length);
}

/** The tokens of a continuation that is told, as they follow the prompt. */
export function forcedTokens(
  model: ReadableTextModel,
  prompt: EncodedText,
  continuation: string | readonly number[],
): number[] {
  if (typeof continuation !== 'string') return [...continuation];
  const own = (text: string) => withoutEnd(model.encode(text));
  const whole = own(prompt.text + continuation).ids;
  const isPrefix = prompt.ids.every((id, at) => whole[at] === id);
  if (isPrefix) return whole.slice(prompt.ids.length);
  const { ids, isSpecial } = own(continuation); // the last word of the prompt goes on in it
  return ids.filter((_, at) => !isSpecial[at]);
}

/** A text without the special tokens that end it: a language model goes on from the last of its own. */
export function withoutEnd(text: EncodedText): EncodedText {
  const size = text.isSpecial.lastIndexOf(false) + 1 || text.ids.length;
  const cut = <T>(values: readonly T[]) => values.slice(0, size);
  const { ids, tokens, spans, types, isSpecial } = text;
  return {
    text: text.text,
    ids: cut(ids),
    tokens: cut(tokens),
    spans: cut(spans),
    types: cut(types),
    isSpecial: cut(isSpecial),
  };
}
