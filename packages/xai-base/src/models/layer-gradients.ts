import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { UnsupportedLayerError } from '../errors';
import type { LayerGraph } from '../layers/layer-graph';

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

/** The first layer whose own gradient misses that of an op, as `path (class)`. */
export function layerUsing(graph: LayerGraph, op: string, given: readonly Tensor[]): string | undefined {
  let found: string | undefined;
  tidy(() => {
    graph.run(given, ({ layer, path }, _outputs, inputs) => {
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
