import { tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import {
  Columns,
  describeValue,
  Explanation,
  IndexSelector,
  ModelError,
  type ReadableTextModel,
  TensorBag,
  toModelView,
  wrongValue,
} from 'xai-base';
import { indexOfLargest } from '../index-of-largest';
import { outputTensor, presenceModel, type TextFunction, type TokenFunction } from '../text/text-function';
import type { Tokenizer } from '../text/tokenizer';
import { wordTokenizer } from '../text/word-tokenizer';
import type { EmbeddingOptions, HidingOptions } from '../tokens/token-options';
import { checkExplainOptions, type ExplainOptions, explainOutputs } from './explain-outputs';
import { explainTokens } from './explain-tokens';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** The explained tokens of each sample. */
    readonly tokens?: string[][];
    /** Which of them are none of the text's own, such as `[CLS]`. */
    readonly isSpecial?: boolean[][];
  }
}

/** What {@link explainText} takes besides the settings of the method. */
export interface TextOptions {
  /** What takes the text apart; {@link wordTokenizer} by default. */
  tokenizer?: Tokenizer;
  /** Whether a hidden token is replaced by the tokenizer's mask token (default) or left out. */
  hide?: 'mask' | 'drop';
  /** Whether the occurrences of a token are hidden each on its own (default) or together. */
  occurrences?: 'apart' | 'together';
  /** What the model takes: texts (default), or arrays of tokens. */
  modelInput?: 'texts' | 'tokens';
}

/**
 * Explains what a model says of a text: how much each token speaks for an output.
 *
 * `val` is `[1, tokens]`, `input` a 1 for each token, `extras.tokens` holds the tokens, `[[...]]`. An empty text has no tokens.
 *
 * @param model a function of an array of texts (or of arrays of tokens, see `modelInput`); it returns a tensor `[texts, classes]` or rows of
 * numbers, and may be asynchronous
 * @param options `method`, its settings, `tokenizer`, `labels`, and those of `analyze`
 * @returns an explanation a label; they belong to the caller
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 *
 * @example
 * ```ts
 * const model = (texts: string[]) => texts.map((text) => [text.includes('good') ? 1 : 0]);
 * const [explanation] = await explainText(model, 'so good!', { method: 'KernelSHAP', labels: [0] });
 * explanation.extras?.tokens; // => [['so', 'good', '!']]
 * explanation.val; // => [[0, 1, 0]]
 * ```
 */
export async function explainText(
  model: TextFunction | TokenFunction,
  text: string,
  options: ExplainOptions & TextOptions,
): Promise<Explanation[]>;
/**
 * Explains what a model of tokens says of a text, such as a `TextModel` of the package onnx-model: also by methods of other packages, which begin at
 * the embedding of the tokens. `method` is a name, such as `'AttnLRP'` (its package must be installed), or a function `(model) => new AttnLRP(model)`.
 *
 * `val` is `[1, tokens]`, special tokens included (0 where the method hides tokens), or `[1, words]`; `extras.tokens` holds the tokens as they stand in
 * the text, `extras.spans` where.
 */
export async function explainText(
  model: ReadableTextModel,
  text: string,
  options: HidingOptions | EmbeddingOptions,
): Promise<Explanation[]>;
export async function explainText(
  model: TextFunction | TokenFunction | ReadableTextModel,
  text: string,
  given: (ExplainOptions & TextOptions) | HidingOptions | EmbeddingOptions,
): Promise<Explanation[]> {
  if (isReadable(model)) return explainTokens(model, text, given as HidingOptions | EmbeddingOptions);
  const options = given as ExplainOptions & TextOptions;
  checkExplainOptions(options, ['tokenizer', 'hide', 'occurrences', 'modelInput'], 'explainText');
  if (typeof model !== 'function') throw wrongModel(model);
  if (typeof text !== 'string') throw wrongValue('text', text, 'a string');
  const { tokenizer = wordTokenizer(), hide = 'mask', occurrences = 'apart', modelInput = 'texts' } = options;
  checkChoice('hide', hide, ['mask', 'drop']);
  checkChoice('occurrences', occurrences, ['apart', 'together']);
  checkChoice('modelInput', modelInput, ['texts', 'tokens']);
  const tokens = tokensOf(text, tokenizer);
  const asTokens = modelInput === 'tokens';
  if (tokens.length === 0) return withoutTokens(model, text, asTokens, options);

  const settings = { ...options };
  const groups = occurrences === 'together' ? groupsOf(tokens) : undefined;
  settings.perturbation ??= new Columns({ names: groups?.map(([first]) => tokens[first]) ?? tokens, groups });
  if (settings.method === 'LIME') settings.sampling ??= 'size';
  const presence = tensor2d([new Array<number>(tokens.length).fill(1)]);
  try {
    const seen = presenceModel(model, { text, tokenizer, tokens, hide }, asTokens);
    const explanations = await explainOutputs(seen, presence, settings);
    return explanations.map((one) => new Explanation({ ...one, extras: { ...one.extras, tokens: [tokens] } }));
  } finally {
    presence.dispose();
  }
}

/** A text without tokens: there is nothing to explain, but the model has its say. */
async function withoutTokens(
  model: TextFunction | TokenFunction,
  text: string,
  asTokens: boolean,
  options: ExplainOptions,
): Promise<Explanation[]> {
  const call = model as (texts: unknown[]) => ReturnType<TextFunction>;
  const view = toModelView(async () => outputTensor(await call([asTokens ? [] : text]), 1));
  const bag = new TensorBag();
  try {
    const output = bag.add(await view.predict(bag.add(tensor2d([[1]]))));
    const values = await output.data();
    const labels = options.labels ?? [indexOfLargest(values)];
    for (const label of labels) bag.add(tidy(() => new IndexSelector(label).select(output))); // an error if there is none
    return labels.map((label) => {
      const parts = { val: tensor([], [1, 0]), input: tensor([], [1, 0]), output: output.clone() };
      const rest = { outputSelection: [label], analyzer: options.method, extras: { tokens: [[]] } };
      return new Explanation({ ...parts, ...rest, heatmap: 'attribution' });
    });
  } finally {
    bag.dispose();
  }
}

function tokensOf(text: string, tokenizer: Tokenizer): string[] {
  const { tokenize, detokenize, maskToken } = Object(tokenizer) as Partial<Tokenizer>;
  if (typeof tokenize !== 'function' || typeof detokenize !== 'function' || typeof maskToken !== 'string') {
    const expected =
      'an object with tokenize, detokenize and maskToken, such as wordTokenizer() or patternTokenizer(/\\w+/g)';
    throw wrongValue('tokenizer', tokenizer, expected);
  }
  const tokens: unknown = tokenizer.tokenize(text);
  if (Array.isArray(tokens) && tokens.every((token) => typeof token === 'string')) return tokens;
  throw wrongValue('tokenizer.tokenize(text)', tokens, 'an array of strings');
}

function checkChoice(argument: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw wrongValue(argument, value, `one of ${choices.join(', ')}`);
}

function isReadable(model: unknown): model is ReadableTextModel {
  const { encode, embed, predict } = Object(model) as Partial<ReadableTextModel>;
  return [encode, embed, predict].every((step) => typeof step === 'function');
}

function wrongModel(model: unknown): ModelError {
  const expected = 'a function of an array of texts, or a TextModel of onnx-model';
  const message = `model is ${describeValue(model)}; expected ${expected}: async (texts) => rows of numbers.`;
  return new ModelError(message, { argument: 'model', value: model, expected });
}

function groupsOf(tokens: readonly string[]): number[][] {
  return [...new Set(tokens)].map((token) => [...tokens.keys()].filter((at) => tokens[at] === token));
}
