import { type AnalyzeOptions, analyzeOptionNames, checkKeys, type TokenReference, wrongValue } from 'xai-base';
import {
  checkExplainOptions,
  checkLabels,
  type ExplainOptions,
  type LabelOptions,
  methodNames,
} from '../explain/explain-outputs';
import { type AnalyzerFactory, type EmbeddingMethod, embeddingMethods } from './other-methods';

/** What `explainText` takes besides the settings of the method when the model is one of tokens, such as `TextModel` of onnx-model. */
export interface TokenOptions {
  /** Whether there is a value for each token (default) or for each word. */
  readonly units?: 'tokens' | 'words';
  /**
   * What a text is compared with: of methods that hide tokens what replaces them (by default the mask token, or else that for unknown words, or else
   * padding); of methods with a reference what all tokens but the special ones become in it.
   */
  readonly reference?: TokenReference;
  /** Whether a hidden token is replaced (default) or left out. */
  readonly hide?: 'mask' | 'drop';
  /** Whether the occurrences of a token (or word) are hidden each on its own (default) or together. */
  readonly occurrences?: 'apart' | 'together';
}

/** Options of a method that hides tokens. */
export type HidingOptions = ExplainOptions & TokenOptions;

/** Options of a method of another package that begins at the embedding: its name, or what makes it. */
export type EmbeddingOptions = { readonly method: EmbeddingMethod | AnalyzerFactory } & LabelOptions &
  AnalyzeOptions &
  Pick<TokenOptions, 'units' | 'reference'>;

/** Whether a method hides tokens. */
export const isHiding = (options: HidingOptions | EmbeddingOptions): options is HidingOptions =>
  methodNames.includes(options.method as string);

/** @throws {ValueError} for an unknown method, an option that it does not have, or a value that it cannot have */
export function checkTokenOptions(options: HidingOptions | EmbeddingOptions): void {
  if (typeof options !== 'object' || options === null) throw wrongValue('options', options, 'an object with a method');
  if (isHiding(options)) {
    checkExplainOptions(options, ['units', 'reference', 'hide', 'occurrences'], 'explainText');
    checkChoice('hide', options.hide, ['mask', 'drop']);
    checkChoice('occurrences', options.occurrences, ['apart', 'together']);
    checkChoice('reference', options.reference, ['mask', 'pad', 'unknown']);
  } else {
    const { method, labels } = options;
    const names: readonly string[] = embeddingMethods;
    if (typeof method !== 'function' && !names.includes(method)) {
      const known = [...methodNames, ...names].join(', ');
      throw wrongValue('method', method, `one of ${known}, or a function (model) => analyzer`);
    }
    checkKeys(options, ['method', 'labels', 'units', 'reference', ...analyzeOptionNames], 'explainText');
    checkLabels(labels);
    checkChoice('reference', options.reference, ['zero', 'mask', 'pad', 'unknown']);
  }
  checkChoice('units', options.units, ['tokens', 'words']);
}

function checkChoice(argument: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value)) {
    throw wrongValue(argument, value, `one of ${choices.join(', ')}`);
  }
}
