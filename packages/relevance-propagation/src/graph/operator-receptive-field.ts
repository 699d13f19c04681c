import { mul, onesLike, reshape, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { record } from 'tfjs-gradients';
import { describeValue, IndexError } from 'xai-base';
import { Composite } from '../composites/composite';
import { GlobalMap } from '../composites/position-maps';
import { ConnectionRule } from '../concepts/connection-rule';
import { flowOn } from './conditional-flow';
import { FeatureAxis } from './feature-axis';
import { reachedValue } from './named-value';
import type { OperatorModel } from './operator-program';
import { ruledRecording } from './ruled-recording';

/** What one place of a value is connected to in the input, shaped like the input: not 0 where it is. */
export function connectedTo({ view }: OperatorModel, layer: string | number, input: Tensor, place: number): Tensor {
  return tidy(() => {
    const recording = record((x) => view.forward(x), [input]);
    try {
      const rules = new Composite(new GlobalMap(new ConnectionRule()));
      const model = ruledRecording(recording, rules, { gates: 'relevant', unknown: 'gradient', skipChecks: true });
      const value = reachedValue(model, layer);
      const axis = new FeatureAxis(value, layer);
      const start = mul(onesLike(axis.last(value.tensor)), placeMask(axis.last(value.tensor).shape, place));
      return flowOn(model, value, { relevance: axis.back(start) }, recording.inputs[0]);
    } finally {
      recording.dispose();
    }
  });
}

/** 1 at one of the places of a value `[batch, ..., features]`, 0 elsewhere; an axis of length 1 stands for the features. */
export function placeMask(shape: readonly number[], place: number): Tensor {
  const count = shape.slice(1, -1).reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(place) || place < 0 || place >= count) {
    const expected = `an index below ${count}, of a place of the layer's output`;
    throw new IndexError(`place is ${describeValue(place)}; expected ${expected}.`, {
      argument: 'place',
      value: place,
      expected,
    });
  }
  const places = Array.from({ length: count }, (_, index) => (index === place ? 1 : 0));
  return reshape(tensor(places), [1, ...shape.slice(1, -1), 1]);
}
