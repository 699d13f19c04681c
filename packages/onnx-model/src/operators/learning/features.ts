import { cast, concat, reshape } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { gatherAlong } from '../selections/gather';
import { DeviceValue } from '../values/device-value';

/** `FeatureVectorizer` of ai.onnx.ml: columns beside each other, as one table. */
export const featureVectorizer: Operator = () => (inputs) => {
  const tables = inputs.map(({ tensor }) => cast(tensor, 'float32'));
  const rows = tables.map((table) => (table.rank === 1 ? reshape(table, [1, -1]) : table));
  return new DeviceValue(concat(rows, 1));
};

/** `ArrayFeatureExtractor` of ai.onnx.ml: the elements of the last axis that indices name. */
export const arrayFeatureExtractor: Operator = () => {
  const pick = gatherAlong(-1);
  return ([x, indices]) => {
    const list = indices.rank === 1 ? indices : new DeviceValue(reshape(indices.tensor, [-1]));
    const picked = [pick([x, list])].flat()[0];
    return x.rank > 1 ? picked : new DeviceValue(reshape(picked.tensor, [1, -1]));
  };
};
