import type { Tensor } from '@tensorflow/tfjs-core';
import { type PlainTensor, ShapeError } from 'xai-base';
import { readValues } from './read-values';
import type { Values } from './values';

/** Reads values to draw as `[batch, height, width, channels]`; an axis for the channels is added where there is none. */
export async function readBatch(values: Tensor | PlainTensor): Promise<Values> {
  const rank = values.shape.length;
  if (rank !== 3 && rank !== 4) {
    const expected = '[batch, height, width, channels] or [batch, height, width]';
    const fix = rank === 2 ? ' For one map [height, width]: tf.expandDims(values, 0).' : '';
    throw new ShapeError(`values has shape [${values.shape}]; expected ${expected}.${fix}`, {
      argument: 'values',
      value: values.shape,
      expected,
    });
  }
  const { shape, data } = await readValues(values, 'values');
  return { shape: shape.length === 3 ? [...shape, 1] : shape, data };
}
