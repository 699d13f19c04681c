import { isInstance } from './instance-of';

/** What every error of the toolbox carries besides its message. */
export interface XaiErrorOptions {
  /** The argument that was wrong, by name. */
  readonly argument?: string;
  /** The value that was given (or a short description of it). */
  readonly value?: unknown;
  /** What was expected instead. */
  readonly expected?: string;
  readonly cause?: unknown;
}

/**
 * The base of all errors of the toolbox. `instanceof` works across copies of this package: it compares the
 * `id` of the classes, not the classes themselves. A package that adds an error gives it an `id`:
 * `class GridError extends ShapeError { static override readonly id = 'GridError'; }`.
 *
 * @example
 * ```ts
 * new ShapeError('input has rank 1') instanceof XaiError; // => true
 * ```
 */
export class XaiError extends Error {
  static readonly id: string = 'XaiError';
  readonly argument?: string;
  readonly value?: unknown;
  readonly expected?: string;

  constructor(message: string, { cause, ...details }: XaiErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.id;
    Object.assign(this, details);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, value);
  }
}

/** A tensor has the wrong rank or shape, or an axis of length 0. */
export class ShapeError extends XaiError {
  static override readonly id: string = 'ShapeError';
}

/** A value is of the wrong type or outside its range: NaN in the input, a negative batch size. */
export class ValueError extends XaiError {
  static override readonly id: string = 'ValueError';
}

/** An output or feature index is outside the range that the model has. */
export class IndexError extends XaiError {
  static override readonly id: string = 'IndexError';
}

/** A model is of no known form, or returned something other than one tensor `[batch, classes]`. */
export class ModelError extends XaiError {
  static override readonly id: string = 'ModelError';
}

/** A model gives no gradients, and the method needs them. */
export class NoGradientError extends ModelError {
  static override readonly id: string = 'NoGradientError';
}

/** A layer of the model is not supported by the method; the message names the layer. */
export class UnsupportedLayerError extends ModelError {
  static override readonly id: string = 'UnsupportedLayerError';
}

/** A layer name or index is not in the model; the message lists what is. */
export class LayerNotFoundError extends ModelError {
  static override readonly id: string = 'LayerNotFoundError';
}

/** Bytes are not a serialized explanation, or are damaged. */
export class FormatError extends XaiError {
  static override readonly id: string = 'FormatError';
}

/** The analysis was aborted through its signal. Its `name` is `AbortError`, as on the web platform; `cause` is the signal's reason. */
export class AbortError extends XaiError {
  static override readonly id: string = 'AbortError';
}
