import { add, cast, gather, mul, reshape, slice, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { standardize } from '../normalization/standardize';
import type { Operator } from '../operator';
import { placesOf } from '../selections/places';
import { DeviceValue } from '../values/device-value';
import type { Value } from '../values/value';

/** `EmbedLayerNormalization`: embeddings of words, positions and segments, added up and normalized. */
export const embedLayerNormalization: Operator = (node) => {
  const epsilon = node.float('epsilon', 1e-12);
  return ([ids, segments, words, positions, segmentTable, scale, shift, mask, positionIds]) => {
    const [, tokens] = ids.shape;
    const width = words.shape[1];
    const placed = positionIds
      ? look(positions, positionIds)
      : reshape(slice(positions.tensor, [0, 0], [tokens, width]), [1, tokens, width]);
    const embedded = add(look(words, ids), placed);
    const total = segmentTable && segments ? add(embedded, look(segmentTable, segments)) : embedded;
    const normalized = add(mul(standardize(total, [2], epsilon), scale.tensor), shift.tensor);
    const lengths = mask ? sum(cast(mask.tensor, 'int32'), 1) : zeros([ids.shape[0]], 'int32');
    return [normalized, lengths, total].slice(0, node.outputs).map((output) => new DeviceValue(output));
  };
};

/** The rows of a table that ids `[batch, tokens]` name. */
function look(table: Value, ids: Value): Tensor {
  const rows = gather(table.tensor, reshape(placesOf(ids, table.shape[0]), [-1]));
  return reshape(rows, [...ids.shape, table.shape[1]]);
}
