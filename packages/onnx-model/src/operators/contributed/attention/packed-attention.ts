import { add, concat, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { product } from '../../matrices/mat-mul';
import type { Operator } from '../../operator';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import type { Value } from '../../values/value';
import { joinHeads, splitHeads } from './heads';
import { biasOfMask, sumOfBiases } from './masks';
import { scaledDotProduct } from './scaled-dot-product';

/** com.microsoft's `Attention`: queries, keys and values by one matrix. */
export const packedAttention: Operator = (node) => {
  const heads = node.int('num_heads', 1);
  const sizes = node.ints('qkv_hidden_sizes');
  const isCausal = node.int('unidirectional', 0) === 1;
  const filter = node.float('mask_filter_value', -10000);
  const scale = node.attribute('scale', 'float') || undefined;
  if (node.int('do_rotary', 0) === 1) throw new Unsupported('with rotary embedding');
  return ([x, weights, bias, mask, past, added]) => {
    const projected = product(x.tensor, weights.tensor);
    const all = bias ? add(projected, bias.tensor) : projected;
    const width = weights.shape[1];
    const [queries, keys, values] = parts(all, sizes ?? [width / 3, width / 3, width / 3]).map((part) =>
      splitHeads(part, heads),
    );
    const [allKeys, allValues] = past ? [before(past, 0, keys), before(past, 1, values)] : [keys, values];
    const scoresBias = sumOfBiases(mask && biasOfMask(mask, filter), added?.tensor);
    const attended = scaledDotProduct({ queries, keys: allKeys, values: allValues, scale, bias: scoresBias, isCausal });
    return new DeviceValue(joinHeads(attended));
  };
};

/** Parts of the last axis. */
function parts(x: Tensor, sizes: readonly number[]): Tensor[] {
  let begin = 0;
  return sizes.map((size) => {
    const part = slice(x, [0, 0, begin], [-1, -1, size]);
    begin += size;
    return part;
  });
}

/** The keys or values of a past `[2, batch, heads, tokens, width]`, with the new ones behind. */
function before(past: Value, index: number, own: Tensor): Tensor {
  const [, batch, heads, tokens, width] = past.shape;
  if (tokens === 0) return own;
  const old = slice(past.tensor, [index, 0, 0, 0, 0], [1, -1, -1, -1, -1]);
  return concat([reshape(old, [batch, heads, tokens, width]), own], 2);
}
