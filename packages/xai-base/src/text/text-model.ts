import type { Tensor } from '@tensorflow/tfjs-core';
import type { Executor } from '../execution/executor';
import type { ModelFunction } from '../models/model';
import type { EncodedText } from './encode-text';

/** What stands in for a token where a method compares: the embedding zero, or that of a special token. */
export type TokenReference = 'zero' | 'pad' | 'mask' | 'unknown';

/** A text as ids. */
export interface TokenIds {
  readonly ids: readonly number[];
  /** Which part of the text each token is in; the first where it is left out. */
  readonly types?: readonly number[];
  /** The token whose output is read; that of the model where it is left out. */
  readonly position?: number;
}

/** How a text is embedded. */
export interface EmbedOptions {
  /** To how many tokens it is filled up. */
  readonly length?: number;
  /** The token whose output is read. */
  readonly position?: number;
}

/** How outputs are asked for. */
export interface PredictTextOptions {
  /** Who runs the model; TensorFlow.js, op by op, where it is left out. What compiles does so for each number of texts and each length anew. */
  readonly executor?: Executor | undefined;
  /** To how many tokens all texts are filled up. */
  readonly length?: number | undefined;
}

/** A text as the inputs of a model that begins at the embedding of its tokens. */
export interface EmbeddedText extends EncodedText {
  /** The embedding of the tokens, `[1, tokens, features]`, those that fill up included. */
  readonly input: Tensor;
  /** What else the model takes: masks, positions. */
  readonly furtherInputs: Readonly<Record<string, Tensor>>;
}

/**
 * A model of texts that can be explained from the embedding of its tokens on, by gradients and relevance, and by the ids of its tokens, by hiding
 * them. It knows no method.
 */
export interface ReadableTextModel {
  /** From embeddings `[batch, tokens, features]` and `furtherInputs` to outputs `[batch, classes]`. */
  readonly model: ModelFunction;
  /** A text in tokens. */
  encode(text: string): EncodedText;
  /** Its embedding and what goes with it; the tensors belong to the caller. */
  embed(text: EncodedText, options?: EmbedOptions): EmbeddedText;
  /** The embedding that a text is compared with, `[1, tokens, features]`: special tokens keep theirs. */
  reference(text: EncodedText, kind: TokenReference, options?: EmbedOptions): Tensor;
  /** The id that hides a token. @throws {ValueError} when there is none */
  idOf(kind: Exclude<TokenReference, 'zero'>): number;
  /** The outputs `[texts, classes]` of texts in tokens, which may be of different lengths. */
  predict(texts: readonly TokenIds[], options?: PredictTextOptions): Promise<Tensor>;
  /** The text of ids. */
  decode(ids: readonly number[]): string;
  /** Whether a token is no piece of a text, such as one that ends it. */
  isSpecial(id: number): boolean;
}
