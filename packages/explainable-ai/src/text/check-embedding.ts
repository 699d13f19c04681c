import type { Tensor } from '@tensorflow/tfjs-core';
import { firstNotFinite, type LayerNode, ModelError, valuesOf } from 'xai-base';

/**
 * Checks what a layer makes of tokens.
 *
 * @param embedded `[batch, tokens, dimensions]`
 * @param tokens `[batch, tokens]`
 * @param argument the name of the tokens, for the message
 * @throws {ModelError} naming the layer, and the first token of which it makes other than finite numbers
 */
export async function checkEmbedding(
  { layer, path }: LayerNode,
  embedded: Tensor,
  tokens: Tensor,
  argument: string,
): Promise<void> {
  const values = await valuesOf(embedded);
  const at = firstNotFinite(values);
  if (at < 0) return;
  const indexIn = (rows: number) => Math.floor((at * rows) / embedded.size);
  const sample = `sample ${indexIn(embedded.shape[0])} of ${argument}`;
  const isOfTokens = String(embedded.shape.slice(0, -1)) === String(tokens.shape); // or another layer was named
  const read = isOfTokens ? `token ${(await valuesOf(tokens))[indexIn(tokens.size)]} in ${sample}` : sample;
  const [value, expected] = [values[at], 'finite numbers'];
  const message = `Layer ${path} (${layer.getClassName()}) makes ${value} of ${read}; expected ${expected}: see its weights.`;
  throw new ModelError(message, { argument: 'model', value, expected });
}
