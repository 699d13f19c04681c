import { mkdirSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { toOnnx } from './to-onnx.mjs';

/**
 * Writes a model as an ONNX file, after a check that onnxruntime gives what tfjs gives.
 *
 * @param inputs real inputs for the check, channels last
 * @param channelsFirst whether the file's input has its channels first, as is usual for images
 * @throws when an output differs by more than 1e-5 of its size
 */
export async function writeOnnx(model, file, inputs, { channelsFirst = false } = {}) {
  const bytes = toOnnx(model, { type: inputs.dtype, channelsFirst });
  const session = await InferenceSession.create(bytes);
  const fed = channelsFirst ? tf.transpose(inputs, [0, 3, 1, 2]) : inputs;
  const { output } = await session.run({ input: new Tensor(fed.dtype, fed.dataSync(), fed.shape) });
  const expected = model.predict(inputs).dataSync();
  const errors = expected.map((value, at) => Math.abs(value - output.data[at]) / Math.max(1, Math.abs(value)));
  const largest = Math.max(...errors);
  if (!(largest <= 1e-5))
    throw new Error(`${file}: onnxruntime differs from tfjs by ${largest}; expected at most 1e-5.`);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${inputs.shape[0]} inputs: onnxruntime differs from tfjs by ${largest.toExponential(1)} at most`);
}
