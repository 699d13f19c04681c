import { add, div, matMul, mul, softmax, type Tensor, tanh, tensor2d } from '@tensorflow/tfjs-core';
import { repeatHeads } from './heads';

/** What attention computes from. */
export interface AttentionParts {
  /** `[batch, heads, tokens, width]` */
  readonly queries: Tensor;
  /** `[batch, heads or fewer, keys, width]` */
  readonly keys: Tensor;
  /** `[batch, heads or fewer, keys, width of a value]` */
  readonly values: Tensor;
  /** What the scores are multiplied with; by default one over the root of the width. */
  readonly scale?: number;
  /** What is added to the scores, of a shape that broadcasts to `[batch, heads, tokens, keys]`. */
  readonly bias?: Tensor;
  /** Whether a token sees itself and those before it only. */
  readonly isCausal?: boolean;
  /** How many keys come before that of the first token; by default those that are more than the tokens. */
  readonly past?: number;
  /** How many tokens it then sees at most. */
  readonly window?: number;
  /** Scores are kept between minus and plus this value by a hyperbolic tangent. */
  readonly softcap?: number;
}

/** softmax(scale queries keysT + bias) values, `[batch, heads, tokens, width of a value]`. */
export function scaledDotProduct(parts: AttentionParts): Tensor {
  const { queries, bias, isCausal, window, softcap = 0 } = parts;
  const heads = queries.shape[1] as number;
  const { scale = 1 / Math.sqrt(queries.shape[3] as number) } = parts;
  const product = matMul(queries, repeatHeads(parts.keys, heads), false, true);
  const scaled = mul(product, scale);
  const scores = softcap > 0 ? mul(tanh(div(scaled, softcap)), softcap) : scaled;
  const biased = bias ? add(scores, bias) : scores;
  const [tokens, keys] = scores.shape.slice(2);
  const masked =
    isCausal && tokens * keys > 1 ? add(biased, notSeen(tokens, keys, parts.past ?? keys - tokens, window)) : biased;
  return matMul(softmax(masked), repeatHeads(parts.values, heads));
}

/** What lets a token see no later ones, and of those before it the nearest: 0 or almost minus infinity, `[tokens, keys]`. */
function notSeen(tokens: number, keys: number, past: number, window = Number.POSITIVE_INFINITY): Tensor {
  const values = new Float32Array(tokens * keys);
  for (let token = 0; token < tokens; token++) {
    const own = past + token;
    for (let key = 0; key < keys; key++) if (key > own || key <= own - window) values[token * keys + key] = -1e9;
  }
  return tensor2d(values, [tokens, keys]);
}
