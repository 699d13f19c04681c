import type { Tensor } from '@tensorflow/tfjs-core';
import { type Model, toModelView } from 'xai-base';
import type { LoadedModel } from '../../models/loaded-model';

/** How many words of padding are tried. */
const MOST = 64;

/**
 * How long a text must be for a model that takes any length but whose filters are longer than some texts: the least length, from that of the words, at
 * which it gives an output.
 *
 * @param idsOf the input of a length, `[1, length]`
 */
export async function paddedLength(
  loaded: LoadedModel,
  words: number,
  idsOf: (length: number) => Tensor,
): Promise<number> {
  const model = toModelView(loaded.model as Model);
  for (let length = words; length <= words + MOST; length++) {
    const ids = idsOf(length);
    try {
      const output = await model.predict(ids);
      const values = await output.data();
      output.dispose();
      if (values.every(Number.isFinite)) return length; // the maximum over no places is none
    } catch {
      // too short, or wrong for another reason, which the explanation will name
    } finally {
      ids.dispose();
    }
  }
  return words;
}
