import type { Tensor } from '@tensorflow/tfjs-core';
import { type Executor, eagerExecutor } from 'xai-base';
import { strictExecutor } from './strict-executor';

/** The largest input of a model whose inner values fit into the 4 GB of WebAssembly, and are computed there in time: 2^20 elements. */
const mostElements = 2 ** 20;

/** What computes a model: TensorFlow.js, an operation after the other; or of a large image onnxruntime, which nothing falls back from. */
export async function executorFor({ size }: Tensor): Promise<Executor> {
  if (size <= mostElements) return eagerExecutor;
  return strictExecutor();
}

/** Whether the numbers of a model were computed by onnxruntime. */
export const isCompiled = (executor: Executor): boolean => executor !== eagerExecutor;
