import { reshape, type Tensor, tile, transpose } from '@tensorflow/tfjs-core';

/** `[batch, tokens, heads * width]` as `[batch, heads, tokens, width]`. */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [batch, tokens, all] = x.shape;
  return transpose(reshape(x, [batch, tokens, heads, all / heads]), [0, 2, 1, 3]);
}

/** `[batch, heads, tokens, width]` as `[batch, tokens, heads * width]`. */
export function joinHeads(x: Tensor): Tensor {
  const [batch, heads, tokens, width] = x.shape;
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, tokens, heads * width]);
}

/** Heads of keys or values that several heads of queries share, each repeated for those that do. */
export function repeatHeads(x: Tensor, heads: number): Tensor {
  const [batch, own, tokens, width] = x.shape;
  if (own === heads) return x;
  const repeated = tile(reshape(x, [batch, own, 1, tokens, width]), [1, 1, heads / own, 1, 1]);
  return reshape(repeated, [batch, heads, tokens, width]);
}
