import { clone, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { unknownOperators } from '../operators/unknown-operators';
import type { PassageReport } from '../propagation/passage-report';
import type { Form } from './arrivals';
import { Flow } from './flow';
import type { RuledOperator } from './ruled-operator';
import type { RuledRecording } from './ruled-recording';

/** Where a flow of relevance starts, and who watches it. */
export interface FlowStart {
  readonly at: RecordedValue;
  readonly form: Form;
  /** It belongs to the flow. */
  readonly tensor: Tensor;
  /** Values at which the relevance is told, before it passes on. */
  readonly watched?: ReadonlySet<RecordedValue>;
  /** Hears of the relevance at a watched value, which belongs to the listener. */
  readonly watch?: (value: RecordedValue, relevance: Tensor) => void;
  /** Hears of where the relevance of each node went. */
  readonly report?: (node: RuledOperator, report: PassageReport) => void;
}

/** Relevance of the model's output, in the form in which it starts: 1 at what is selected, or the output's value there. */
export function outputStart({ recording }: RuledRecording, mask: Tensor, normalize: boolean): FlowStart {
  const { output } = recording;
  return { at: output, form: normalize ? 'relevance' : 'factor', tensor: clone(mask) };
}

/**
 * Passes relevance from a value of a recorded model back to its input; a pure program of TensorFlow.js ops.
 *
 * @returns the relevance of the input
 * @throws {ModelCheckError} that lists the operators that relevance comes to and no rule knows
 */
export function runFlow(model: RuledRecording, start: FlowStart): Tensor {
  const { nodes, recording } = model;
  const { watched, watch, report } = start;
  const flow = new Flow(model);
  flow.arrivals.add(start.at, start.form, start.tensor);
  const relevanceAt = (value: RecordedValue) => flow.arrivals.relevanceAt(value) ?? zerosLike(value.tensor);
  const tell = (values: readonly RecordedValue[]) => {
    for (const value of values) if (watched?.has(value)) watch?.(value, relevanceAt(value));
  };
  for (const node of nodes.toReversed()) {
    tell(node.outputs);
    const passage = flow.pass(node, report !== undefined);
    if (passage) report?.(node, passage);
  }
  if (flow.unknown.size > 0) {
    throw unknownOperators([...flow.unknown].map(({ operation }) => operation));
  }
  const [input] = recording.inputs;
  tell([input]);
  const relevance = relevanceAt(input);
  flow.arrivals.free(input);
  return relevance;
}
