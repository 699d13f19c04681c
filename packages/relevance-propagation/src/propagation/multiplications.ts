import type { LayerLike } from 'xai-base';
import type { InspectableLayer } from '../layers/inspected-layer';
import type { Network } from './network';

/** The multiplications of a model's layers for one sample: of each weight as many as there are places of the output, and none of looking rows up. */
export function layerMultiplications({ nodes }: Network): number {
  return nodes.reduce((sum, { node }) => sum + ofLayer(node.layer), 0);
}

function ofLayer(layer: LayerLike): number {
  if (layer.getClassName() === 'Embedding') return 0;
  const { weights = [], outputShape = [] } = layer as InspectableLayer & { outputShape?: readonly unknown[] };
  const places = outputShape.slice(1, -1).reduce<number>((product, size) => product * (Number(size) || 1), 1); // open lengths count once
  return weights.reduce((sum, weight) => sum + weight.read().size * places, 0);
}
