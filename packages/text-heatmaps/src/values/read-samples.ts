import { Tensor } from '@tensorflow/tfjs-core';
import { norm, shapeError, valueError } from 'svg-plots';
import { type HeatmapKind, isPlainTensor, type PlainTensor } from 'xai-base';
import { readTensor } from './read-values';

/**
 * The values of each sample of an explanation, `[batch, tokens]`. An axis of features behind them, as the embeddings of
 * the tokens have one, becomes a number: their 2-norm for sensitivities, else their sum.
 */
export function readSamples(val: Tensor | PlainTensor, kind: HeatmapKind): number[][] {
  if (!(val instanceof Tensor || isPlainTensor(val)))
    throw valueError('explanation.val', val, 'a tensor [batch, tokens]');
  if (val.shape.length !== 2 && val.shape.length !== 3) {
    throw shapeError('explanation.val', val.shape, '[batch, tokens] or [batch, tokens, features]');
  }
  const [batch, tokens, features = 1] = val.shape;
  const data = readTensor(val, 'explanation.val');
  const reduce = val.shape.length === 2 ? only : kind === 'sensitivity' ? norm : sum;
  return Array.from({ length: batch }, (_, sample) =>
    Array.from({ length: tokens }, (_, token) => {
      const start = (sample * tokens + token) * features;
      return reduce(data.slice(start, start + features));
    }),
  );
}

const only = ([value]: number[]) => value;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
