/** Whether a file is an ONNX model, by its name. */
export function isOnnx(source: string): boolean {
  return /\.onnx$/i.test(source);
}

/** Whether a file is a model that Keras saved, by its name. */
export function isKeras(source: string): boolean {
  return /\.(keras|h5|hdf5)$/i.test(source);
}
