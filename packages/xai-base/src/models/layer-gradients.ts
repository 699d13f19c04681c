import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { UnsupportedLayerError } from '../errors';
import type { LayerGraph } from '../layers/layer-graph';

/** The embedding layer of a model whose input is made of token indices, as `Layer path (Embedding)`. */
export function embeddingOf({ nodes }: LayerGraph): string | undefined {
  const embedding = nodes.find(({ layer }) => layer.getClassName() === 'Embedding');
  return embedding && `Layer ${embedding.path} (Embedding)`;
}

/**
 * Checks that a model's input is not made of token indices.
 *
 * @throws {UnsupportedLayerError} naming the embedding layer
 */
export function checkHasGradient(graph: LayerGraph): void {
  const embedding = embeddingOf(graph);
  if (!embedding) return;
  throw new UnsupportedLayerError(
    `${embedding} reads token indices, which have no gradient. Explain the embedded tokens with ` +
      'TokenAttribution (of explainable-ai), or use a method without gradients, such as Occlusion.',
    { argument: 'model', value: embedding, expected: 'a model whose input has a gradient' },
  );
}

/** The first layer whose own gradient misses that of an op, as `path (class)`. */
export function layerUsing(graph: LayerGraph, op: string, input: Tensor): string | undefined {
  let found: string | undefined;
  tidy(() => {
    graph.run([input], ({ layer, path }, _outputs, inputs) => {
      const call = (...xs: Tensor[]) => [layer.apply(xs.length > 1 ? xs : xs[0], { training: false })].flat()[0];
      if (found === undefined && missesGradient(call, inputs, op)) found = `${path} (${layer.getClassName()})`;
      return undefined;
    });
  });
  return found;
}

function missesGradient(call: (...xs: Tensor[]) => Tensor, inputs: Tensor[], op: string): boolean {
  try {
    const { value, gradients, cotangent } = differentiate(call, inputs);
    dispose([value, gradients, cotangent]);
    return false;
  } catch (error) {
    return (error as { op?: string }).op === op;
  }
}
