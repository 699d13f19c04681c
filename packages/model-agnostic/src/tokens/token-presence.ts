import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import {
  chosenExecutor,
  compiles,
  type EncodedText,
  type Executor,
  type ModelFunction,
  type ReadableTextModel,
  type TokenReference,
} from 'xai-base';

/** A text model as one of which tokens are there. */
export interface TokenPresence {
  /** A 1 for each token, `[1, tokens]`; it belongs to the caller. */
  readonly input: Tensor;
  /** From which tokens are there (1) or hidden (0), `[batch, tokens]`, to outputs `[batch, classes]`. */
  readonly model: ModelFunction;
}

/** How tokens are hidden. */
export interface PresenceOptions {
  /** Whether a hidden token is replaced (default) or left out; then those after it move up. */
  readonly hide?: 'mask' | 'drop';
  /** What replaces it: the token for hidden ones, or else that for unknown words, or else padding, by default. */
  readonly reference?: Exclude<TokenReference, 'zero'>;
  /** Who runs the model, as in all analyses; but TensorFlow.js does where hidden tokens are left out, as each length would be compiled anew. */
  readonly executor?: Executor | undefined;
}

/**
 * Sees a text model as one of which tokens of a text are there, for methods that hide parts of their input. Special tokens stay, whatever is asked.
 *
 * @throws {ValueError} when the tokenizer has no token that hides one
 *
 * @example
 * ```ts
 * const worth = [0, 0, 1, 5]; // of [PAD], [MASK], so, good
 * const model = {
 *   idOf: () => 1,
 *   predict: async (texts: readonly { ids: readonly number[] }[]) =>
 *     tf.tensor2d(texts.map(({ ids }) => [ids.reduce((sum, id) => sum + worth[id], 0)])),
 * } as unknown as ReadableTextModel;
 * const spans = [[0, 2], [3, 7]] as const;
 * const encoded = { text: 'so good', ids: [2, 3], tokens: ['so', 'good'], spans, types: [0, 0], isSpecial: [false, false] };
 *
 * const presence = tokenPresence(model, encoded);
 * const explanation = await analyze(presence.input, new KernelSHAP(presence.model), 0);
 * explanation.val; // => [[1, 5]]
 * ```
 */
export function tokenPresence(
  model: ReadableTextModel,
  text: EncodedText,
  { hide = 'mask', reference, executor }: PresenceOptions = {},
): TokenPresence {
  const hidden = hide === 'drop' ? undefined : hidingId(model, reference);
  const size = text.ids.length;
  const engine = hide === 'drop' ? undefined : chosenExecutor(executor);
  return {
    input: tensor2d([new Array<number>(size).fill(1)]),
    model: async (presence) => {
      const values = await presence.data();
      const rows = Array.from({ length: presence.shape[0] }, (_, row) => {
        const isThere = (at: number) => text.isSpecial[at] || values[row * size + at] !== 0;
        if (hidden !== undefined) {
          return { ids: text.ids.map((id, at) => (isThere(at) ? id : hidden)), types: text.types };
        }
        const places = [...text.ids.keys()].filter(isThere);
        return { ids: places.map((at) => text.ids[at]), types: places.map((at) => text.types[at]) };
      });
      return model.predict(rows, compiles(engine) ? { executor: engine } : {});
    },
  };
}

/** The first of the tokens that can stand in. */
export function hidingId(model: ReadableTextModel, reference?: Exclude<TokenReference, 'zero'>): number {
  if (reference) return model.idOf(reference);
  for (const kind of ['mask', 'unknown'] as const) {
    try {
      return model.idOf(kind);
    } catch {} // the next one, then
  }
  return model.idOf('pad');
}
