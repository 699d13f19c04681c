import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { indicesOf, positiveAxis, positivePlace, stridesOf } from '../values/indices';
import { checkRanks } from './gather-elements';
import { knownIndices, reductionOf, scattered } from './scatter';

/** `ScatterElements` (and `Scatter`, its predecessor): each update goes to the place that an index names along one axis. */
export const scatterElements: Operator = (node) => {
  const attribute = node.int('axis', 0);
  const reduction = reductionOf(node);
  return ([x, indicesInput, updates]) => {
    const axis = positiveAxis(attribute, x.rank);
    const indices = knownIndices(indicesInput);
    checkRanks(x.shape, indices.shape, axis);
    if (String(indices.shape) !== String(updates.shape)) {
      throw new ModelError(`indices of shape [${indices.shape}] do not go with updates of shape [${updates.shape}].`, {
        argument: 'model',
        value: updates.shape,
      });
    }
    const strides = stridesOf(x.shape);
    let element = 0;
    const places = Array.from(indicesOf(indices.shape), (index) => {
      const along = positivePlace(indices.data[element++], x.shape[axis]);
      return strides.reduce((place, stride, one) => place + stride * (one === axis ? along : index[one]), 0);
    });
    return scattered(x, updates, places, reduction);
  };
};
