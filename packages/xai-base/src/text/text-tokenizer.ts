import { ValueError } from '../errors';
import { describeValue } from '../messages/describe-value';

/** A text in tokens. */
export interface TextEncoding {
  readonly ids: readonly number[];
  /** The tokens as the vocabulary has them, special ones such as `[CLS]` included. */
  readonly tokens: readonly string[];
  /** Where each token stands in the text, in characters of JavaScript: `[begin, end]`. Found by comparing, where a tokenizer does not say. */
  readonly offsets?: readonly (readonly [begin: number, end: number])[];
  /** Which part of the text each token is in; 0 where a tokenizer does not say. */
  readonly token_type_ids?: readonly number[];
}

/** What makes tokens of a text: a `Tokenizer` of Hugging Face's `@huggingface/tokenizers`, or anything of this form. */
export interface TextTokenizer {
  encode(text: string): TextEncoding;
  /** The text of some ids. */
  decode?(ids: number[]): string;
  /** The id of a token, where there is one. */
  token_to_id?(token: string): number | undefined;
  /** The token of an id. */
  id_to_token?(id: number): string | undefined;
  /** Tokens that were added to the vocabulary, special ones among them. */
  get_added_tokens_decoder?(): ReadonlyMap<number, { readonly content: string; readonly special?: boolean }>;
  /** How many tokens its model takes, where it is known; longer texts are cut. */
  readonly maxTokens?: number;
  /** The ids of special tokens, where the functions above are not there to find them. */
  readonly specialTokens?: Partial<SpecialTokens>;
}

/** The ids of the tokens that stand for something else than a text. */
export interface SpecialTokens {
  /** Fills texts up. */
  readonly pad?: number;
  /** Hides a token. */
  readonly mask?: number;
  /** Stands for what is in no vocabulary. */
  readonly unknown?: number;
  /** All that are no piece of a text. */
  readonly all: ReadonlySet<number>;
}

const usualNames = {
  pad: ['[PAD]', '<pad>', '<|pad|>', '<|padding|>', '<|finetune_right_pad_id|>', '<|endoftext|>'],
  mask: ['[MASK]', '<mask>', '<|mask|>'],
  unknown: ['[UNK]', '<unk>', '<|unk|>'],
} as const;

/**
 * The special tokens of a tokenizer: those it names, or those of its vocabulary that have the usual names.
 *
 * @throws {ValueError} for anything without `encode`
 *
 * @example
 * ```ts
 * const vocabulary = ['[PAD]', '[MASK]', 'good'];
 * const tokenizer = {
 *   encode: (text: string) => ({ ids: [2], tokens: [text] }),
 *   token_to_id: (token: string) => (vocabulary.includes(token) ? vocabulary.indexOf(token) : undefined),
 * };
 * specialTokensOf(tokenizer).mask; // => 1
 * ```
 */
export function specialTokensOf(tokenizer: TextTokenizer): SpecialTokens {
  if (typeof tokenizer?.encode !== 'function') {
    const expected = 'an object with encode(text) that returns { ids, tokens }';
    const message = `tokenizer is ${describeValue(tokenizer)}; expected ${expected}, such as a Tokenizer of @huggingface/tokenizers.`;
    throw new ValueError(message, { argument: 'tokenizer', value: tokenizer, expected });
  }
  const added = [...(tokenizer.get_added_tokens_decoder?.() ?? [])];
  const idOf = (names: readonly string[]) => {
    const ids = names.map(
      (name) => tokenizer.token_to_id?.(name) ?? added.find(([, { content }]) => content === name)?.[0],
    );
    return ids.find((id) => id !== undefined);
  };
  const { specialTokens = {} } = tokenizer;
  const {
    pad = idOf(usualNames.pad),
    mask = idOf(usualNames.mask),
    unknown = idOf(usualNames.unknown),
  } = specialTokens;
  const special = added.filter(([, one]) => one.special).map(([id]) => id);
  const known = [pad, mask, unknown].filter((id) => id !== undefined);
  return { pad, mask, unknown, all: new Set(specialTokens.all ?? [...special, ...known]) };
}
