import { add, concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import type { Value } from '../../values/value';
import { joinHeads, splitHeads } from './heads';
import { biasOfMask, sumOfBiases } from './masks';
import { scaledDotProduct } from './scaled-dot-product';

/** com.microsoft's `MultiHeadAttention`: queries, keys and values that are projected already. */
export const multiHeadAttention: Operator = (node) => {
  const heads = node.int('num_heads', 1);
  const isCausal = node.int('unidirectional', 0) === 1;
  const filter = node.float('mask_filter_value', -10000);
  const scale = node.attribute('scale', 'float') || undefined;
  return ([query, key, value, bias, mask, added, pastKey, pastValue]) => {
    if (query.rank !== 3 || !key || !value) throw new Unsupported('with packed queries, keys or values');
    let begin = 0;
    const headsOf = (x: Value): Tensor => {
      if (x.rank === 4) return x.tensor;
      const width = x.shape[2];
      const part = bias && slice(bias.tensor, [begin], [width]);
      begin += width;
      return splitHeads(part ? add(x.tensor, part) : x.tensor, heads);
    };
    const [queries, ownKeys, ownValues] = [query, key, value].map(headsOf);
    const [keys, values] = [behind(pastKey, ownKeys), behind(pastValue, ownValues)];
    const scoresBias = sumOfBiases(mask && biasOfMask(mask, filter), added?.tensor);
    const attended = new DeviceValue(
      joinHeads(scaledDotProduct({ queries, keys, values, scale, bias: scoresBias, isCausal })),
    );
    return node.outputs > 1 ? [attended, new DeviceValue(keys), new DeviceValue(values)] : attended;
  };
};

/** Keys or values behind those of the past, `[batch, heads, tokens, width]`. */
export function behind(past: Value | undefined, own: Tensor): Tensor {
  return past && past.shape[2] > 0 ? concat([past.tensor, own], 2) : own;
}
