import { add, slice, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import type { FeatureSelector } from 'xai-base';
import { featureMasks, maskEach, maskTogether } from '../crp/feature-masks';
import { unknownOperators } from '../operators/unknown-operators';
import type { Arrived, Form } from './arrivals';
import type { FeatureAxis } from './feature-axis';
import { Flow } from './flow';
import type { RuledRecording } from './ruled-recording';
import type { FlowStart } from './run-flow';

/** A value, the axis of its features, and which of them keep their relevance. */
export interface ValueCondition {
  readonly value: RecordedValue;
  readonly axis: FeatureAxis;
  readonly features: FeatureSelector;
}

/** The flow from the model's output down to a value, at which it rests. */
export function flowTo(model: RuledRecording, start: FlowStart, value: RecordedValue): Flow {
  const flow = new Flow(model);
  flow.arrivals.add(start.at, start.form, start.tensor);
  for (const node of model.nodes.toReversed()) {
    if (node.outputs.includes(value)) break;
    flow.pass(node);
  }
  checkKnown(flow);
  return flow;
}

/**
 * Passes what has arrived at a value on to another one, below it.
 *
 * @returns the relevance there
 */
export function flowOn(model: RuledRecording, from: RecordedValue, arrived: Arrived, to: RecordedValue): Tensor {
  const flow = new Flow(model);
  for (const [form, tensor] of Object.entries(arrived)) flow.arrivals.add(from, form as Form, tensor);
  const nodes = model.nodes.toReversed();
  const first = nodes.findIndex(({ outputs }) => outputs.includes(from));
  for (const node of first < 0 ? [] : nodes.slice(first)) {
    if (node.outputs.includes(to)) break;
    flow.pass(node);
  }
  checkKnown(flow);
  return flow.arrivals.relevanceAt(to) ?? zerosLike(to.tensor);
}

/** The relevance of a lower value, or the input, through each of the features of a value that a condition names. */
export function relevancesOfFeatures(
  model: RuledRecording,
  start: FlowStart,
  { value, axis, features }: ValueCondition,
  to: RecordedValue,
): { relevances: Tensor[]; indices: Tensor } {
  const { arrivals } = flowTo(model, start, value);
  const relevance = axis.last(arrivals.relevanceAt(value) ?? zerosLike(value.tensor));
  const indices = features.select(relevance);
  const masks = featureMasks(indices, relevance.shape[relevance.rank - 1]);
  const [count, batch, channels] = masks.shape;
  const arrived = Object.entries(arrivals.at(value));
  const relevances = Array.from({ length: count }, (_, index) => {
    const mask = slice(masks, [index, 0, 0], [1, batch, channels]);
    const masked = arrived.map(([form, tensor]) => [form, axis.back(maskEach(axis.last(tensor), mask))] as const);
    return flowOn(model, value, Object.fromEntries(masked), to);
  });
  return { relevances, indices };
}

/** The relevance of the input, masked at several values to some of their features. What reaches the input on ways around them does not count. */
export function jointRelevance(model: RuledRecording, start: FlowStart, conditions: readonly ValueCondition[]): Tensor {
  const [free, conditional] = [new Flow(model), new Flow(model)];
  const [input] = model.recording.inputs;
  free.arrivals.add(start.at, start.form, start.tensor);
  let ahead = conditions.length;
  const condition = (values: readonly RecordedValue[]) => {
    for (const { value, axis, features } of conditions.filter((one) => values.includes(one.value))) {
      ahead--;
      const parts = [free, conditional].flatMap(({ arrivals }) => {
        const relevance = arrivals.relevanceAt(value);
        arrivals.free(value);
        return relevance ? [relevance] : [];
      });
      if (parts.length === 0) continue;
      const relevance = axis.last(parts.reduce((one, other) => add(one, other)));
      const masks = featureMasks(features.select(relevance), relevance.shape[relevance.rank - 1]);
      conditional.arrivals.add(value, 'relevance', axis.back(maskTogether(relevance, masks)));
    }
  };
  for (const node of model.nodes.toReversed()) {
    condition(node.outputs);
    if (ahead > 0) free.pass(node);
    conditional.pass(node);
  }
  condition([input]);
  for (const flow of [free, conditional]) checkKnown(flow);
  return conditional.arrivals.relevanceAt(input) ?? zerosLike(input.tensor);
}

function checkKnown({ unknown }: Flow): void {
  if (unknown.size > 0) throw unknownOperators([...unknown].map(({ operation }) => operation));
}
