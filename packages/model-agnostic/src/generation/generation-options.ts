import {
  type AnalyzeOptions,
  analyzeOptionNames,
  checkKeys,
  checkPositiveInteger,
  type TokenReference,
  wrongValue,
} from 'xai-base';
import { type AnalyzerFactory, type EmbeddingMethod, embeddingMethods } from '../tokens/other-methods';

/** How a text goes on. */
export interface ContinuationOptions {
  /** How many tokens are written, at most; 20 by default. It ends before at a special token. */
  readonly maxTokens?: number;
  /** What is to be explained as if the model had written it: a text, or ids. */
  readonly continuation?: string | readonly number[];
}

/** How each token of a continuation is explained. */
export interface GenerationOptions extends AnalyzeOptions {
  /**
   * `'Ablation'`, the default: how much the model says less of a token when one before it is replaced. Or a method that begins at the embedding, by its
   * name or as what makes it.
   */
  readonly method?: 'Ablation' | EmbeddingMethod | AnalyzerFactory;
  /** What is explained of each token: its logit (default) or its log probability. */
  readonly of?: 'logit' | 'log probability';
  /** Another token, by its id, or one for each: explained is how much more the model says the token than this one. */
  readonly contrast?: number | readonly number[];
  /** What replaces a token, or stands at the prompt's places in the reference of methods that have one. */
  readonly reference?: TokenReference;
}

const optionNames = ['method', 'of', 'contrast', 'reference', ...analyzeOptionNames];

/** @throws {ValueError} for an option that there is not, or a value that it cannot have */
export function checkContinuation(options: ContinuationOptions): void {
  checkKeys(options, ['maxTokens', 'continuation'], 'GeneratedText');
  const { maxTokens, continuation } = options;
  if (maxTokens !== undefined) checkPositiveInteger('maxTokens', maxTokens);
  if (continuation === undefined || typeof continuation === 'string') return;
  const isIds = Array.isArray(continuation) && continuation.length > 0 && continuation.every(isId);
  if (!isIds) throw wrongValue('continuation', continuation, 'a text, or the ids of tokens');
}

const isId = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** @throws {ValueError} for an option that there is not, or a value that it cannot have */
export function checkGeneration(options: GenerationOptions, tokens: number): void {
  checkKeys(options, optionNames, 'GeneratedText.explain');
  const { method = 'Ablation', of = 'logit', contrast, reference } = options;
  const names = ['Ablation', ...embeddingMethods];
  if (typeof method !== 'function' && !names.includes(method)) {
    throw wrongValue('method', method, `one of ${names.join(', ')}, or a function (model) => analyzer`);
  }
  if (of !== 'logit' && of !== 'log probability') throw wrongValue('of', of, 'logit or log probability');
  const kinds = ['mask', 'pad', 'unknown', ...(method === 'Ablation' ? [] : ['zero'])];
  if (reference !== undefined && !kinds.includes(reference)) {
    throw wrongValue('reference', reference, `one of ${kinds.join(', ')}`);
  }
  if (contrast === undefined) return;
  const ids = [contrast].flat();
  if (ids.every(isId) && (!Array.isArray(contrast) || ids.length === tokens)) return;
  throw wrongValue('contrast', contrast, `the id of a token, or one for each of the ${tokens} that were written`);
}
