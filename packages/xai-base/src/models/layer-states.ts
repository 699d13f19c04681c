import { UnsupportedLayerError } from '../errors';
import type { LayerGraph } from '../layers/layer-graph';

/**
 * Checks that no layer keeps a state from one evaluation to the next: the evaluations of an analysis would change it, and with
 * it what the model says.
 *
 * @throws {UnsupportedLayerError} naming the layer
 */
export function checkStateless({ nodes }: LayerGraph): void {
  const found = nodes.find(({ layer }) => isStateful(layer));
  if (!found) return;
  const { path, layer } = found;
  throw new UnsupportedLayerError(
    `Layer ${path} (${layer.getClassName()}) is stateful: each evaluation would change what the model says next. ` +
      'Build it with stateful: false, and give it the same weights: model.setWeights(original.getWeights()).',
    { argument: 'model', value: path, expected: 'layers without a state' },
  );
}

/** The layer itself, or that inside of a wrapper. */
function isStateful(layer: unknown): boolean {
  const { stateful, layer: inner } = layer as { stateful?: unknown; layer?: unknown };
  return stateful === true || (typeof inner === 'object' && inner !== null && isStateful(inner));
}
