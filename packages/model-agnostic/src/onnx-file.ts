import { round, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { describeValue, type Model, ModelError, type ModelFunction } from 'xai-base';
import { channelsFirst, modelOrder, type StatedLength } from './channel-order';

/** An ONNX model that is not loaded yet: a path (in Node), a URL, or the bytes of the file. */
export type OnnxSource = string | URL | Uint8Array | ArrayBuffer;

/** A model, or an ONNX file with one, for which the package `onnx-model` must be installed. */
export type ModelSource = Model | OnnxSource;

/** What is used of the package `onnx-model`. */
interface OnnxPackage {
  readonly OnnxModel: { load(source: OnnxSource): Promise<LoadedModel> };
}

interface LoadedModel {
  (input: Tensor): Promise<Tensor>;
  readonly inputs: readonly { readonly type?: string; readonly shape: readonly StatedLength[] }[];
  dispose(): Promise<void>;
}

/** Inside `try`: only there do bundlers let a package be missing. */
async function importOnnxModel(): Promise<OnnxPackage> {
  try {
    return await import('onnx-model');
  } catch (cause) {
    throw new Error('onnx-model cannot be imported', { cause });
  }
}

const pixelTypes: readonly unknown[] = ['uint8', 'int8'];

/** Whether a model is an ONNX file. */
export function isOnnxSource(model: unknown): model is OnnxSource {
  const isBytes = model instanceof Uint8Array || Object.prototype.toString.call(model) === '[object ArrayBuffer]';
  return typeof model === 'string' || model instanceof URL || isBytes;
}

/**
 * An ONNX file as a model: it is loaded when it is called first, and when it is called again after it was freed. It takes channels last, whatever
 * order the file has them in; pixels of bytes are rounded, as masks mix them.
 */
export class OnnxFile {
  private loading?: Promise<LoadedModel>;

  /** @param channelsFirst whether the model has the channels first; left out, its shape tells it */
  constructor(
    private readonly source: OnnxSource,
    private readonly channelsFirst?: boolean,
    private readonly find: () => Promise<OnnxPackage> = importOnnxModel,
  ) {}

  /**
   * @throws {ModelError} when `onnx-model` is not installed
   * @throws {ShapeError} when the input has its channels first, or nobody knows in which order the model takes them
   */
  readonly call: ModelFunction = async (input) => {
    const model = await this.load();
    if (model.inputs.length !== 1) return model(input);
    const [{ shape, type }] = model.inputs;
    const isMoved = this.channelsFirst ?? modelOrder(shape, input.shape) === 'first';
    const isRounded = pixelTypes.includes(type) && input.dtype === 'float32';
    if (!isMoved && !isRounded) return model(input);
    const taken = tidy(() => {
      const moved = isMoved ? transpose(input, channelsFirst(input.shape.map((_, axis) => axis))) : input;
      return isRounded ? round(moved) : moved;
    });
    try {
      return await model(taken);
    } finally {
      taken.dispose();
    }
  };

  /** The shape that the file states for its input, batch first; undefined when it has several. */
  async stated(): Promise<readonly StatedLength[] | undefined> {
    const { inputs } = await this.load();
    return inputs.length === 1 ? inputs[0].shape : undefined;
  }

  async dispose(): Promise<void> {
    const { loading } = this;
    this.loading = undefined;
    const model = await loading?.catch(() => undefined); // whoever called it knows
    await model?.dispose();
  }

  private load(): Promise<LoadedModel> {
    this.loading ??= this.open();
    return this.loading;
  }

  private async open(): Promise<LoadedModel> {
    const { OnnxModel } = await this.find().catch((cause) => {
      const isName = typeof this.source === 'string' || this.source instanceof URL;
      const name = isName ? describeValue(String(this.source)) : 'bytes';
      const expected =
        'the package onnx-model: npm install onnx-model onnxruntime-node (in a browser: onnxruntime-web)';
      const message = `model is an ONNX file (${name}), which needs ${expected}.`;
      throw new ModelError(message, { argument: 'model', value: name, expected, cause });
    });
    return OnnxModel.load(this.source);
  }
}
