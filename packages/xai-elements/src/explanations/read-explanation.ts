import {
  deserializePlain,
  type Explanation,
  isPlainTensor,
  type PlainExplanation,
  toPlain,
  wrongValue,
} from 'xai-base';

/** What an element draws: an explanation, of whichever copy of the packages; its plain form; or its saved bytes. */
export type Explained = Explanation | PlainExplanation | Uint8Array | ArrayBuffer;

/**
 * An explanation as plain data, however it is given.
 *
 * @throws {FormatError} for bytes that are no saved explanation
 * @throws {ValueError} for anything else that is none
 *
 * @example
 * ```ts
 * import { fromPlain, serialize } from 'xai-base';
 * import { readExplanation } from 'xai-elements';
 *
 * const row = { shape: [1, 2], data: [3, -1] };
 * const output = { shape: [1, 1], data: [2] };
 * const plain = { val: row, input: row, output, outputSelection: [0], analyzer: 'InputTimesGradient' };
 * const explanation = fromPlain({ ...plain, heatmap: 'attribution' });
 * const bytes = await serialize(explanation);
 * explanation.dispose();
 * (await readExplanation(bytes)).val.data; // => [3, -1]
 * ```
 */
export async function readExplanation(given: Explained): Promise<PlainExplanation> {
  if (given instanceof ArrayBuffer) return deserializePlain(new Uint8Array(given));
  if (ArrayBuffer.isView(given)) return deserializePlain(given);
  const { val, input, output, outputSelection } = given ?? {};
  const isRead = [val, input, output].every(isPlainTensor);
  if (isRead && Array.isArray(outputSelection)) return given as PlainExplanation;
  if ([val, input, output].every((one) => typeof (one as { data?: unknown })?.data === 'function'))
    return toPlain(given as Explanation);
  const expected = 'an Explanation, its plain form (see toPlain of xai-base), or the bytes of a saved one';
  throw wrongValue('explanation', given, expected);
}
