import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import { derivative, propagate, type Treatment } from '../operators/propagate';
import { headsOf } from './find-attentions';

/** What arrives at the attention of each layer from what is explained, `[batch, heads, tokens, tokens]`: its gradient, where nothing else is said. */
export function arriving(
  recording: Recording,
  mask: Tensor,
  attentions: readonly RecordedValue[],
  treat: Treatment = (operation, given) => derivative(operation, given),
): Tensor[] {
  const [batch] = recording.inputs[0].tensor.shape;
  const arrived = propagate(recording, mask, treat, attentions);
  return attentions.map((value) => headsOf(arrived.get(value) ?? zerosLike(value.tensor), batch));
}
