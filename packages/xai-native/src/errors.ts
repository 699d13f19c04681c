import { XaiError } from 'xai-base';

/**
 * The base of this package's errors.
 *
 * @example
 * ```ts
 * const error = await compile((x) => [tf.mul(x, x.dataSync()[0])], [tf.zeros([1])]).catch((reason) => reason);
 * error instanceof NativeError; // => true
 * error instanceof NotTraceableError; // => true
 * ```
 */
export class NativeError extends XaiError {
  static override readonly id: string = 'NativeError';
}

/** No onnxruntime is installed, or the one that is cannot be used; the message says what to install. */
export class RuntimeMissingError extends NativeError {
  static override readonly id = 'RuntimeMissingError';
}

/** A program does something that cannot be part of a graph; the message names it. */
export class NotTraceableError extends NativeError {
  static override readonly id = 'NotTraceableError';
}

/** An analyzer is no program of tensor operations from its input to its attribution; the message says why. */
export class NotExportableError extends NativeError {
  static override readonly id = 'NotExportableError';
}

/** The memory did not suffice for a batch of this size. */
export class OutOfMemoryError extends NativeError {
  static override readonly id = 'OutOfMemoryError';
}
