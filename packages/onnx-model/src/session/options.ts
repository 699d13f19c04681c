import type { Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import type { ExternalFiles } from './external-data';
import type { OnnxRuntime } from './runtime';

/** How to load an ONNX model, and what a call of it means. */
export interface OnnxModelOptions {
  /** The name of the input that a call passes; needed when the model has several that `fixedInputs` does not name. */
  readonly input?: string;
  /** The name of the output that a call returns; needed when the model has several. */
  readonly output?: string;
  /** The model takes `[batch, channels, ...]`: a call passes `[batch, ..., channels]`, which is transposed. Default false. */
  readonly channelsFirst?: boolean;
  /**
   * Values of further inputs, the same in every call. One of a single row is repeated for every sample when the model takes a row for each.
   * They are read once: dispose of them when the model is loaded.
   */
  readonly fixedInputs?: Readonly<Record<string, Tensor>>;
  /** The runtime, as `import * as runtime from 'onnxruntime-web/webgpu'` gives it. Default: onnxruntime-node in Node, else onnxruntime-web. */
  readonly runtime?: OnnxRuntime;
  /** onnxruntime's own options of a session, such as `{ executionProviders: ['webgpu'] }` or `{ intraOpNumThreads: 1 }`. */
  readonly sessionOptions?: Readonly<Record<string, unknown>>;
  /** Whether to read the files in which a model of several files has its elements, from its folder; or their contents. Default false. */
  readonly externalData?: boolean | ExternalFiles;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string';

const expectations: Record<keyof OnnxModelOptions, [isValid: (value: never) => boolean, expected: string]> = {
  input: [isText, 'the name of an input'],
  output: [isText, 'the name of an output'],
  channelsFirst: [(value) => typeof value === 'boolean', 'true or false'],
  fixedInputs: [isObject, 'an object of tensors by the names of inputs'],
  runtime: [
    (value: Partial<OnnxRuntime> | null) => typeof value?.InferenceSession?.create === 'function' && !!value.Tensor,
    'a runtime: import * as runtime from "onnxruntime-node" (or "onnxruntime-web")',
  ],
  sessionOptions: [isObject, "an object of onnxruntime's session options"],
  externalData: [
    (value: unknown) => typeof value === 'boolean' || value instanceof Map,
    'true, false, or a Map of the contents of files by their names',
  ],
};

/** @throws {ValueError} naming an option that does not exist, or the value that it cannot have */
export function checkModelOptions(options: OnnxModelOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const expectation = expectations[name as keyof OnnxModelOptions];
    if (!expectation) {
      const expected = Object.keys(expectations).join(', ');
      throw new ValueError(`There is no option ${name}; the options are ${expected}.`, { argument: name, expected });
    }
    const [isValid, expected] = expectation;
    if (value === undefined || isValid(value as never)) continue;
    throw new ValueError(`${name} is ${String(value)}; expected ${expected}.`, { argument: name, value, expected });
  }
}
