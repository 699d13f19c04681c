import type { TextFunction, TokenFunction } from './text/text-function';

/**
 * The former name of {@link TextFunction}; `TextModel` is a class of onnx-model.
 *
 * @deprecated now {@link TextFunction}; goes with the next release
 */
export type TextModel = TextFunction;

/**
 * The former name of {@link TokenFunction}.
 *
 * @deprecated now {@link TokenFunction}; goes with the next release
 */
export type TokenModel = TokenFunction;
