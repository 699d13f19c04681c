/** Bytes that are no ONNX model, or a model with parts that cannot be read. */
export class OnnxFormatError extends Error {
  override readonly name = 'OnnxFormatError';
}
