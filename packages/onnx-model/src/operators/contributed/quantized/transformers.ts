import { mul, reshape, sub, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { recurrentLayers } from '../../recurrent/recurrent';
import { DeviceValue } from '../../values/device-value';
import type { Value } from '../../values/value';
import { packedAttention } from '../attention/packed-attention';
import { embedLayerNormalization } from '../embed-layer-normalization';
import { floats, numbers } from './dequantize';

/** `QAttention`: `Attention` whose inputs and matrix are numbers of few bits. */
export const qAttention: Operator = (node) => {
  const attend = packedAttention(node);
  return ([x, weights, bias, scaleX, scaleW, mask, zeroX, zeroW, past]) =>
    attend([numbers(x, scaleX, zeroX), numbers(weights, scaleW, zeroW, 1), bias, mask, past]);
};

/** `QEmbedLayerNormalization`: `EmbedLayerNormalization` whose tables are numbers of few bits. */
export const qEmbedLayerNormalization: Operator = (node) => {
  const embed = embedLayerNormalization(node);
  return (inputs) => {
    const [ids, segments] = inputs;
    const tables = [2, 3, 4, 5, 6].map((at) => inputs[at] && numbers(inputs[at], inputs[at + 6], inputs[at + 11]));
    return embed([ids, segments, ...tables, inputs[7]]);
  };
};

/** `DynamicQuantizeLSTM`: `LSTM` whose matrices are numbers of few bits, and have the gates along their last axis. */
export const dynamicQuantizeLstm: Operator = (node) => {
  const run = recurrentLayers.LSTM(node);
  return ([x, w, r, b, lengths, hidden, carry, peepholes, scaleW, zeroW, scaleR, zeroR]) => {
    const matrices = [turned(w, scaleW, zeroW), turned(r, scaleR, zeroR)];
    return run([x, ...matrices, b, lengths, hidden, carry, peepholes]);
  };
};

/** `[directions, inputs, gates]`, whose scales are one a direction, or one a gate of each, as `[directions, gates, inputs]`. */
function turned(x: Value, scale: Value, zero: Value | undefined): DeviceValue {
  const spread = (list: Value): Tensor => reshape(floats(list), [list.shape[0], 1, -1]);
  const centred = zero ? sub(floats(x), spread(zero)) : floats(x);
  return new DeviceValue(transpose(mul(centred, spread(scale)), [0, 2, 1]));
}
