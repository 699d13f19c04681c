import '@tensorflow/tfjs-backend-cpu';
import { OnnxModel, type OnnxModelOptions, type OnnxSource } from '../../src';

/** Loads a model for the time of a test. */
export async function withModel<T>(
  source: OnnxSource,
  options: OnnxModelOptions,
  use: (model: OnnxModel) => Promise<T>,
): Promise<T> {
  const model = await OnnxModel.load(source, { sessionOptions: { intraOpNumThreads: 1 }, ...options });
  try {
    return await use(model);
  } finally {
    await model.dispose();
  }
}

/** The elements and the shape of what a model returns; frees it and the input. */
export async function call(model: OnnxModel, input: Parameters<OnnxModel>[0]) {
  try {
    const output = await model(input);
    const result = { shape: output.shape, dtype: output.dtype, values: Array.from(await output.data()) };
    output.dispose();
    return result;
  } finally {
    input.dispose();
  }
}
