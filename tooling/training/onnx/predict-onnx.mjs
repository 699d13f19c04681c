import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * The classes that a model in an ONNX file finds the most likely.
 *
 * @param batches inputs by name, `{ type, shape, values }`, for each call
 */
export async function predictOnnx(file, batches) {
  const session = await InferenceSession.create(fileURLToPath(file), { intraOpNumThreads: 1 });
  const found = [];
  for (const inputs of batches) {
    const feeds = Object.entries(inputs).map(([name, { type, shape, values }]) => {
      const data = type === 'int64' ? BigInt64Array.from(values, BigInt) : values;
      return [name, new Tensor(type, data, shape)];
    });
    const { logits } = await session.run(Object.fromEntries(feeds));
    const [rows, classes] = logits.dims;
    for (let row = 0; row < rows; row++) {
      const values = Array.from(logits.data.subarray(row * classes, (row + 1) * classes));
      found.push(values.indexOf(Math.max(...values)));
    }
  }
  await session.release();
  return found;
}
