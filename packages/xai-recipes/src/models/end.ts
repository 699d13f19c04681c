import type { Shape } from './shape';

/** An input or output of a model. */
export interface End {
  readonly name: string;
  /** Batch first, channels last; undefined when the model does not say it. */
  readonly shape?: Shape;
  /** The type of its elements, such as `float32`, `int64`. */
  readonly type?: string;
}

/** An input or output as TensorFlow.js or onnxruntime has it. */
export interface RawEnd {
  readonly name: string;
  readonly shape?: readonly (number | string | null)[];
  readonly type?: string;
  readonly dtype?: string;
}

/** In the form of this package: a length that is a name, or below 0, is open. */
export function toEnd({ name, shape, type, dtype }: RawEnd): End {
  const lengths = shape?.map((length) => (typeof length === 'number' && length >= 0 ? length : null));
  return {
    name,
    ...(lengths && lengths.length > 0 && { shape: lengths }),
    ...((type ?? dtype) && { type: type ?? dtype }),
  };
}
