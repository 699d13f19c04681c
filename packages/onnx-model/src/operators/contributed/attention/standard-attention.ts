import { cast, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import type { Value } from '../../values/value';
import { joinHeads, splitHeads } from './heads';
import { biasOfMask } from './masks';
import { behind } from './multi-head-attention';
import { scaledDotProduct } from './scaled-dot-product';

/** The standard `Attention`, of version 23: of `[batch, tokens, heads * width]` or `[batch, heads, tokens, width]`. */
export const standardAttention: Operator = (node) => {
  const isCausal = node.int('is_causal', 0) === 1;
  const scale = node.attribute('scale', 'float');
  const softcap = node.float('softcap', 0);
  const [queryHeads, fewer] = [node.int('q_num_heads', 0), node.int('kv_num_heads', 0)];
  if (node.hasOutput(3)) throw new Unsupported('with its scores as an output');
  return ([query, key, value, mask, pastKey, pastValue]) => {
    const headsOf = (x: Value, heads: number): Tensor => (x.rank === 4 ? x.tensor : splitHeads(x.tensor, heads));
    const queries = headsOf(query, queryHeads);
    const keys = behind(pastKey, headsOf(key, fewer));
    const values = behind(pastValue, headsOf(value, fewer));
    const bias = mask && biasOf(mask);
    const past = pastKey?.shape[2] ?? 0;
    const attended = scaledDotProduct({ past, queries, keys, values, scale, bias, isCausal, softcap });
    const result = new DeviceValue(query.rank === 4 ? attended : joinHeads(attended));
    return node.outputs > 1 ? [result, new DeviceValue(keys), new DeviceValue(values)] : result;
  };
};

/** A mask of truth values says what is seen; one of numbers is added. Of rank 2 it is `[tokens, keys]`. */
function biasOf(mask: Value): Tensor {
  if (mask.dtype !== 'bool') return cast(mask.tensor, 'float32');
  return mask.rank === 4 ? biasOfMask(mask, -1e9) : biasOfMask(inRankFour(mask), -1e9);
}

function inRankFour(mask: Value): Value {
  const shape = [...Array<number>(4 - mask.rank).fill(1), ...mask.shape];
  return new DeviceValue(reshape(mask.tensor, shape));
}
