import { type DataType, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { preferOwnKernels, withGradients } from 'tfjs-gradients';
import type { Program } from 'xai-base';
import { foldChannels } from '../graph/fold';
import { forWebgpu } from '../graph/for-webgpu';
import type { Value, ValueType } from '../graph/value';
import { asIs, rows } from '../graph/view';
import { tracedGradients } from './gradients';
import { onTracingBackend } from './on-backend';
import { TracingBackend } from './tracing-backend';

/** A program as a graph. */
export interface Trace {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** What computes a graph: onnxruntime's webgpu, its convolutions on blocks of channels, or whatever there is. */
export type Target = 'any' | 'blocks' | 'webgpu';

/** What a graph takes: tensors of one shape and type. */
export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/**
 * Records a program as a graph: it runs once, on tensors without values.
 *
 * @param target what the graph is made for. Onnxruntime's webgpu cannot tell where the largest cells of windows are (gradients of maximum pools are
 * composed of comparisons there), and has no right transposed convolution. Where images are in blocks, transposed convolutions of a stride are recorded as they
 * are, to be one convolution for each cell of a stride
 * @throws {NotTraceableError} for an operation that cannot be part of a graph, or a value that is read
 */
export function trace(program: Program, inputs: readonly TensorType[], target: Target = 'any'): Trace {
  const onWebgpu = target === 'webgpu';
  const backend = new TracingBackend();
  if (target === 'blocks') preferOwnKernels(backend);
  const { graph } = backend;
  const values = inputs.map(({ shape, dtype }) => graph.input(shape, dtype as ValueType));
  let outputs: Value[] = [];
  try {
    onTracingBackend(backend, () =>
      tidy(() => {
        const tensors = values.map((value): Tensor => backend.tensor(asIs(value)));
        const results = withGradients(onWebgpu ? [] : tracedGradients, () => program(...tensors));
        outputs = results.map((result) => rows(graph, backend.viewOf(result)));
      }),
    );
  } catch (error) {
    throw backend.failure ?? error;
  }
  const folded = foldChannels(outputs);
  return { inputs: values, outputs: onWebgpu ? forWebgpu(folded) : folded };
}
