/** The kinds of models that can be read. */
export const modelFormats = ['onnx', 'layers-model', 'graph-model'] as const;

/** One of {@link modelFormats}. */
export type ModelFormat = (typeof modelFormats)[number];

/** Where a model has the channels of its input: after its other axes, as TensorFlow, or before them, as PyTorch. */
export const layouts = ['channels-last', 'channels-first'] as const;

/** One of {@link layouts}. */
export type Layout = (typeof layouts)[number];

/** What an input that is not explained gets: ones, zeros, nothing (length 0 along open axes), one number, all its numbers, or those in a file. */
export type Filling = 'ones' | 'zeros' | 'nothing' | number | readonly number[] | { readonly file: string };

/** Which model is explained, and how it is read. */
export interface ModelRecipe {
  /** The name of its file: `model.json`, or `*.onnx`. */
  readonly source: string;
  /** Found out, if it is left out. */
  readonly format?: ModelFormat;
  /** Of an ONNX model or a graph-model; found out by its shapes, if it is left out. */
  readonly layout?: Layout;
  /** The input that is explained, of a model with several; also a value inside of its graph. */
  readonly input?: string;
  /** The output whose values are explained, of a model with several. */
  readonly output?: string;
  /** What its other inputs get, by name. */
  readonly fix?: Readonly<Record<string, Filling>>;
  /** Whether the weights of an ONNX model may lie in other files of its folder. */
  readonly externalData?: boolean;
  /** Whether a softmax at its end is taken off first. */
  readonly logits?: boolean;
}
