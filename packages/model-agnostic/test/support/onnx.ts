import path from 'node:path';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';

/** Runs a model on the numbers of a batch; `[batch, outputs]` come back, row-major. */
export type OnnxRun = (values: ArrayLike<number>, shape: readonly number[]) => Promise<Float32Array>;

const runs = new Map<string, Promise<OnnxRun>>();

/** An ONNX model of the fixtures, which takes floats or (`'int64'`) whole numbers. */
export function onnxRun(file: string, type: 'float32' | 'int64' = 'float32'): Promise<OnnxRun> {
  const known = runs.get(file) ?? load(file, type);
  runs.set(file, known);
  return known;
}

async function load(file: string, type: 'float32' | 'int64'): Promise<OnnxRun> {
  const session = await InferenceSession.create(path.join(__dirname, '../fixtures', file), { intraOpNumThreads: 1 });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (values, shape) => {
    const data = type === 'float32' ? Float32Array.from(values) : BigInt64Array.from(Array.from(values), BigInt);
    const results = await session.run({ [input]: new OnnxTensor(type, data as never, shape) });
    return Float32Array.from(results[output].data as Float32Array);
  };
}
