import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from '../errors';
import type { LayerGraph } from '../layers/layer-graph';
import type { LayerTest } from './layer-test';

/** The embedding layer that reads an input of a model, if that is made of token indices, as `Layer path (Embedding)`. */
export function embeddingOf({ nodes, inputs }: LayerGraph, explained: number): string | undefined {
  const reached = new Set([inputs[explained]]);
  const behind = nodes.filter((node) => {
    const isBehind = node.inputs.some((slot) => reached.has(slot));
    if (isBehind) for (const slot of node.outputs) reached.add(slot);
    return isBehind;
  });
  const embedding = behind.find(({ layer }) => layer.getClassName() === 'Embedding');
  return embedding && `Layer ${embedding.path} (Embedding)`;
}

/**
 * Checks that the explained input of a model is not made of token indices.
 *
 * @throws {UnsupportedLayerError} naming the embedding layer
 */
export function checkHasGradient(graph: LayerGraph, explained: number): void {
  const embedding = embeddingOf(graph, explained);
  if (!embedding) return;
  throw new UnsupportedLayerError(
    `${embedding} reads token indices, which have no gradient. Explain the embedded tokens with ` +
      'TokenAttribution (of explainable-ai), or use a method without gradients, such as Occlusion.',
    { argument: 'model', value: embedding, expected: 'a model whose input has a gradient' },
  );
}

/** The first layer of which a test holds, as `path (class)`. */
export function layerWhere(graph: LayerGraph, holds: LayerTest, given: readonly Tensor[]): string | undefined {
  let found: string | undefined;
  tidy(() => {
    graph.run(given, ({ layer, path }, _outputs, inputs) => {
      const call = (...xs: Tensor[]) => [layer.apply(xs.length > 1 ? xs : xs[0], { training: false })].flat()[0];
      if (found === undefined && holds(call, inputs)) found = `${path} (${layer.getClassName()})`;
      return undefined;
    });
  });
  return found;
}
