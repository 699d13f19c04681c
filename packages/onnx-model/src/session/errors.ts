import { FormatError, ModelError } from 'xai-base';

/** A file that is not there, that is no ONNX model or a damaged one, or that onnxruntime cannot load; `cause` is the reason. */
export class OnnxFileError extends FormatError {
  static override readonly id: string = 'OnnxFileError';
}

/** The elements of a model are in files of their own, and these may not be read. */
export class ExternalDataError extends ModelError {
  static override readonly id: string = 'ExternalDataError';
}

/** Neither onnxruntime-node nor onnxruntime-web can be loaded; `cause` has why. */
export class RuntimeNotFoundError extends ModelError {
  static override readonly id: string = 'RuntimeNotFoundError';
}

/** onnxruntime failed while it ran a model; `cause` is the reason. */
export class OnnxRunError extends ModelError {
  static override readonly id: string = 'OnnxRunError';
}

/** A model is called after it was disposed. */
export class DisposedModelError extends ModelError {
  static override readonly id: string = 'DisposedModelError';
}
