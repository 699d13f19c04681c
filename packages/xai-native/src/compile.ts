import { checkKeys, type Program } from 'xai-base';
import type { CacheOptions } from './cache/open-cache';
import { CompiledProgram } from './compiled-program';
import { compilerFor, compilerOptionNames, traceFor } from './compiler';
import type { RuntimeChoice } from './runtime/find-runtime';
import type { SessionOptions } from './runtime/runtime';
import type { TensorType } from './trace/trace';

/** How programs are compiled. */
export interface CompileOptions {
  /** Which onnxruntime to use: by default onnxruntime-node in Node and onnxruntime-web in a browser. */
  readonly runtime?: RuntimeChoice;
  /** Whether the weights become part of the graph, of which it then holds copies; by default those of a small model do, which gains by it. */
  readonly constants?: boolean;
  /** How many threads a graph uses; by default one for a small graph, and as many as there are cores for a large one. */
  readonly threads?: number;
  /**
   * A folder in which what is made of weights is kept for processes to come, in Node: laid out kernels, mirrored filters, folded normalizations. By default,
   * each process makes it anew.
   */
  readonly cache?: string | CacheOptions;
  /** What onnxruntime is told besides, such as `{ executionProviders: ['cuda'] }`, or `['webgpu']` in a browser. */
  readonly sessionOptions?: SessionOptions;
}

/**
 * Compiles a pure program of TensorFlow.js operations: it is traced once into one ONNX graph, which onnxruntime runs.
 *
 * Tensors that the program closes over, such as the weights of a model, are read when it is compiled; a variable that is
 * assigned since counts with its new values.
 *
 * @param program the program, without randomness, and without reading values
 * @param exampleInputs tensors of the shapes and types that it is compiled for; their values do not matter
 * @returns the compiled program, which runs until it is disposed of
 * @throws {NotTraceableError} when the program cannot be one graph; the message names the operation
 * @throws {RuntimeMissingError} when onnxruntime is not installed
 * @throws {ValueError} for an option that does not exist, or is wrong
 *
 * @example
 * ```ts
 * const weights = tf.variable(tf.tensor2d([[1], [2]]));
 * const compiled = await compile((x) => [tf.relu(tf.matMul(x as tf.Tensor2D, weights))], [tf.zeros([2, 2])]);
 * const [output] = await compiled.run([tf.tensor2d([[1, 1], [-3, 1]])]);
 * output; // => [[3], [0]]
 * await compiled.dispose();
 * ```
 */
export async function compile(
  program: Program,
  exampleInputs: readonly TensorType[],
  options: CompileOptions = {},
): Promise<CompiledProgram> {
  checkKeys(options, compilerOptionNames, 'compile');
  const compiler = await compilerFor(options);
  return CompiledProgram.create(compiler, traceFor(compiler, program, exampleInputs));
}
