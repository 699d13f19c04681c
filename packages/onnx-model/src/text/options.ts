import type { Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, wrongValue } from 'xai-base';
import type { OnnxModelOptions } from '../session/options';
import { checkPosition, type OutputPosition } from './output-position';

/** How to read a model of texts. */
export interface TextModelOptions extends Pick<OnnxModelOptions, 'externalData'> {
  /** At which token the output is read where the model has one for each; the last of the text by default. */
  readonly position?: OutputPosition;
  /** The output that is explained: that of the logits, or the only one, by default. */
  readonly output?: string;
  /** The input with the ids of the tokens, where its name does not tell it. */
  readonly ids?: string;
  /** The value that explanations begin at; found in the graph by default. */
  readonly embedding?: string;
  /** How many tokens are taken of a text; by default as many as the model or the tokenizer says. */
  readonly maxTokens?: number;
  /** To how many tokens texts are filled up; by default as many as the model's inputs have, where that is fixed. */
  readonly length?: number;
  /** Values of inputs that are none of the usual ones, by name. */
  readonly fixedInputs?: Readonly<Record<string, Tensor>>;
}

const optionNames = ['position', 'output', 'ids', 'embedding', 'maxTokens', 'length', 'fixedInputs', 'externalData'];

/** @throws {ValueError} for an option that there is not, or a value that it cannot have */
export function checkTextOptions(options: TextModelOptions): void {
  checkKeys(options, optionNames, 'TextModel.fromOnnx');
  const { position, maxTokens, length } = options;
  if (position !== undefined) checkPosition(position);
  if (maxTokens !== undefined) checkPositiveInteger('maxTokens', maxTokens);
  if (length !== undefined) checkPositiveInteger('length', length);
  for (const name of ['output', 'ids', 'embedding'] as const) {
    const value: unknown = options[name];
    if (value === undefined || typeof value === 'string') continue;
    const expected = 'the name of a value of the graph';
    throw wrongValue(name, value, expected);
  }
}
