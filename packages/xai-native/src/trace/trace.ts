import { type DataType, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import type { Program } from 'xai-base';
import { foldChannels } from '../graph/fold';
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

/** What a graph is made for: tensors of one shape and type. */
export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/**
 * Records a program as a graph: it runs once, on tensors without values.
 *
 * @throws {NotTraceableError} for an operation that cannot be part of a graph, or a value that is read
 */
export function trace(program: Program, inputs: readonly TensorType[]): Trace {
  const backend = new TracingBackend();
  const { graph } = backend;
  const values = inputs.map(({ shape, dtype }) => graph.input(shape, dtype as ValueType));
  let outputs: Value[] = [];
  try {
    onTracingBackend(backend, () =>
      tidy(() => {
        const tensors = values.map((value): Tensor => backend.tensor(asIs(value)));
        const results = withGradients(tracedGradients, () => program(...tensors));
        outputs = results.map((result) => rows(graph, backend.viewOf(result)));
      }),
    );
  } catch (error) {
    throw backend.failure ?? error;
  }
  return { inputs: values, outputs: foldChannels(outputs) };
}
