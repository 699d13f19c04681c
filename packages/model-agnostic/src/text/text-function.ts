import { Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describeValue, ModelError, type ModelFunction } from 'xai-base';
import type { Tokenizer } from './tokenizer';

/** The outputs `[texts, classes]` of a text model. */
export type TextOutputs = Tensor | readonly ArrayLike<number>[];

/** A model of texts. It may be asynchronous. */
export type TextFunction = (texts: string[]) => TextOutputs | Promise<TextOutputs>;

/** A model of texts that are already tokens. */
export type TokenFunction = (texts: string[][]) => TextOutputs | Promise<TextOutputs>;

/** How texts are made of what is there of a text. */
export interface TextVariants {
  readonly text: string;
  readonly tokenizer: Tokenizer;
  /** The tokens of the text. */
  readonly tokens: readonly string[];
  /** Whether a hidden token is replaced by the mask token, or left out. */
  readonly hide: 'mask' | 'drop';
}

/**
 * Sees a text model as a model of which tokens are there: a tensor `[batch, tokens]` of 1 (there) and 0 (hidden).
 *
 * @param asTokens whether the model takes arrays of tokens
 */
export function presenceModel(
  model: TextFunction | TokenFunction,
  variants: TextVariants,
  asTokens: boolean,
): ModelFunction {
  return async (presence) => {
    const values = await presence.data();
    const size = variants.tokens.length;
    const rows = Array.from({ length: presence.shape[0] }, (_, row) => {
      const shown = values.subarray(row * size, (row + 1) * size);
      return asTokens ? shownTokens(variants, shown) : shownText(variants, shown);
    });
    return outputTensor(await (model as (texts: unknown[]) => TextOutputs | Promise<TextOutputs>)(rows), rows.length);
  };
}

/** Reads what a text model returned. @throws {ModelError} for anything but a row of numbers for each text */
export function outputTensor(outputs: TextOutputs, texts: number): Tensor {
  if (outputs instanceof Tensor) return outputs;
  const rows = Array.isArray(outputs) ? (outputs as unknown[]).map(numbersIn) : [];
  const width = rows[0]?.length;
  if (width && rows.length === texts && rows.every((row) => row?.length === width)) return tensor2d(rows as number[][]);
  const expected = `a tensor [${texts}, classes], or an array of ${texts} rows of numbers`;
  const message = `The model returned ${describeValue(outputs)}; expected ${expected}.`;
  throw new ModelError(message, { argument: 'model', value: outputs, expected });
}

function numbersIn(row: unknown): number[] | undefined {
  if (!Array.isArray(row) && !ArrayBuffer.isView(row)) return undefined;
  const values = Array.from(row as ArrayLike<unknown>);
  return values.every((value) => typeof value === 'number') ? (values as number[]) : undefined;
}

function shownTokens({ tokens, tokenizer, hide }: TextVariants, shown: ArrayLike<number>): string[] {
  const marked = tokens.map((token, index) => (shown[index] ? token : tokenizer.maskToken));
  return hide === 'mask' ? marked : marked.filter((_, index) => shown[index]);
}

function shownText({ text, tokens, tokenizer, hide }: TextVariants, shown: ArrayLike<number>): string {
  if (Array.from(shown).every(Boolean)) return text;
  const hidden = hide === 'mask' ? tokenizer.maskToken : '';
  return tokenizer.detokenize(
    tokens.map((token, index) => (shown[index] ? token : hidden)),
    text,
  );
}
