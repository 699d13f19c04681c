/**
 * Whether a file is an ONNX model, by its name; an address may go on behind it.
 *
 * @example
 * ```ts
 * isOnnx('model.onnx'); // => true
 * isOnnx('https://example.org/model.onnx?download=true'); // => true
 * isOnnx('model.json'); // => false
 * ```
 */
export function isOnnx(source: string): boolean {
  return /\.onnx$/i.test(withoutQuery(source));
}

/** Whether a file is a model that Keras saved, by its name. */
export function isKeras(source: string): boolean {
  return /\.(keras|h5|hdf5)$/i.test(withoutQuery(source));
}

/** The name of a file without what an address says behind it. */
export function withoutQuery(source: string): string {
  return /^https?:/i.test(source) ? source.replace(/[?#].*$/s, '') : source;
}
