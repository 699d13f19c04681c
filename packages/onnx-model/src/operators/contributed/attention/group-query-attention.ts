import { slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import { HostValue } from '../../values/host-value';
import { joinHeads, splitHeads } from './heads';
import { behind } from './multi-head-attention';
import { anglesAt, rotate } from './rotary';
import { scaledDotProduct } from './scaled-dot-product';

/** com.microsoft's `GroupQueryAttention`: causal, with heads of keys that several heads of queries share, and rotary embedding inside. */
export const groupQueryAttention: Operator = (node) => {
  const heads = node.int('num_heads', 1);
  const fewer = node.int('kv_num_heads', heads);
  const isRotary = node.int('do_rotary', 0) === 1;
  const isInterleaved = node.int('rotary_interleaved', 0) === 1;
  const scale = node.float('scale', 0) || undefined;
  const softcap = node.float('softcap', 0);
  const stated = node.int('local_window_size', -1);
  const window = stated > 0 ? stated : undefined;
  if (node.hasInput(11)) throw new Unsupported('with attention sinks');
  return ([query, key, value, pastKey, pastValue, , , cosines, sines, positionIds, added]) => {
    const [queries, ownKeys, ownValues] = key
      ? [splitHeads(query.tensor, heads), splitHeads(key.tensor, fewer), splitHeads(value.tensor, fewer)]
      : unpacked(splitHeads(query.tensor, heads + 2 * fewer), heads, fewer);
    const past = pastKey?.shape[2] ?? 0;
    const tokens = queries.shape[2] as number;
    const positions = positionIds ?? new HostValue('int32', [1], [past]);
    const turned = (x: Tensor) =>
      isRotary ? rotate(x, anglesAt(cosines, sines, positions, tokens), isInterleaved) : x;
    const keys = behind(pastKey, turned(ownKeys));
    const values = behind(pastValue, ownValues);
    const attention = { queries: turned(queries), keys, values, scale, softcap, window, bias: added?.tensor };
    const attended = new DeviceValue(joinHeads(scaledDotProduct({ ...attention, isCausal: true })));
    return node.outputs > 1 ? [attended, new DeviceValue(keys), new DeviceValue(values)] : attended;
  };
};

/** Queries, keys and values that are one tensor. */
function unpacked(x: Tensor, heads: number, fewer: number): [Tensor, Tensor, Tensor] {
  const cut = (begin: number, size: number) => slice(x, [0, begin, 0, 0], [-1, size, -1, -1]);
  return [cut(0, heads), cut(heads, fewer), cut(heads + fewer, fewer)];
}
