import type { Tensor } from '@tensorflow/tfjs-core';
import { type Model, ModelError, type ModelFunction } from 'xai-base';

/** An ONNX model that is not loaded yet: a path (in Node), a URL, or the bytes of the file. */
export type OnnxSource = string | URL | Uint8Array | ArrayBuffer;

/** A model, or an ONNX file with one, for which the package `onnx-model` must be installed. */
export type ModelSource = Model | OnnxSource;

/** What is used of the package `onnx-model`. */
interface OnnxPackage {
  readonly OnnxModel: { load(source: OnnxSource): Promise<LoadedModel> };
}

type LoadedModel = ((input: Tensor) => Promise<Tensor>) & { dispose(): Promise<void> };

/** Whether a model is an ONNX file. */
export function isOnnxSource(model: unknown): model is OnnxSource {
  const isBytes = model instanceof Uint8Array || Object.prototype.toString.call(model) === '[object ArrayBuffer]';
  return typeof model === 'string' || model instanceof URL || isBytes;
}

/** An ONNX file as a model: it is loaded when it is called first, and when it is called again after it was freed. */
export class OnnxFile {
  private loading?: Promise<LoadedModel>;

  constructor(
    private readonly source: OnnxSource,
    private readonly find: () => Promise<OnnxPackage> = () => import('onnx-model'),
  ) {}

  /** @throws {ModelError} when `onnx-model` is not installed */
  readonly call: ModelFunction = async (input) => {
    this.loading ??= this.load();
    return (await this.loading)(input);
  };

  async dispose(): Promise<void> {
    const { loading } = this;
    this.loading = undefined;
    const model = await loading?.catch(() => undefined); // whoever called it knows
    await model?.dispose();
  }

  private async load(): Promise<LoadedModel> {
    const { OnnxModel } = await this.find().catch((cause) => {
      const name = typeof this.source === 'string' || this.source instanceof URL ? String(this.source) : 'bytes';
      const expected =
        'the package onnx-model: npm install onnx-model onnxruntime-node (in a browser: onnxruntime-web)';
      const message = `model is an ONNX file (${name.slice(0, 200)}), which needs ${expected}.`;
      throw new ModelError(message, { argument: 'model', value: name, expected, cause });
    });
    return OnnxModel.load(this.source);
  }
}
