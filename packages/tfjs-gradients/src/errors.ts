/** The base of all errors of this package. */
export class GradientError extends Error {
  override readonly name: string = 'GradientError';
}

/** An operation between the input and the output has no gradient. */
export class MissingGradientError extends GradientError {
  override readonly name = 'MissingGradientError';

  /** @param op the kernel or operation without a gradient */
  constructor(readonly op: string) {
    super(
      `The operation ${op} has no gradient. Give it one with tf.registerGradient({ kernelName: '${op}', ... }), ` +
        'or compute this part of the function without it.',
    );
  }
}

/** The output does not depend on an input, or not by tensor operations. */
export class NotDifferentiableError extends GradientError {
  override readonly name = 'NotDifferentiableError';
}

/** A backend could not be started. */
export class BackendError extends GradientError {
  override readonly name = 'BackendError';
}

/** The backend has no room for a tensor. What was allocated before stays usable. */
export class OutOfMemoryError extends GradientError {
  override readonly name = 'OutOfMemoryError';

  /** @param bytes how many bytes were asked for */
  constructor(readonly bytes: number) {
    super(
      `The backend has no room for a tensor of ${(bytes / 2 ** 20).toFixed(0)} MB: run fewer samples at once, dispose of tensors, or use another backend.`,
    );
  }
}
