import { ones, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { LayerGraph, type LayerNode, type LayersModelLike } from 'xai-base';
import { InspectedLayer } from '../layers/inspected-layer';
import { normalizesLastAxis } from '../layers/normalization';
import { type Blueprint, blueprintOf } from './blueprint';
import { rebuild } from './rebuild';

/**
 * A copy of a model in which each layer normalization of the last axis is followed by its scale and shift as a layer of
 * their own (a batch normalization with mean 0 and variance 1). Nothing, where there is none to split.
 */
export function splitLayerNormalizations(model: LayersModelLike): LayersModel | undefined {
  const graph = new LayerGraph(model);
  const affected = graph.nodes.filter(({ layer }) => layer.getClassName() === 'LayerNormalization');
  if (affected.length === 0) return undefined;
  let split: LayersModel | undefined;
  tidy(() => {
    split = rebuild(graph, new Map(affected.flatMap((node) => splitOf(node))));
  });
  return split;
}

function splitOf(node: LayerNode): [LayerNode, Blueprint[]][] {
  const { className, config, weights } = blueprintOf(node.layer);
  const { scale, center } = config as { scale: boolean; center: boolean };
  if (weights.length === 0 || !normalizesLastAxis(new InspectedLayer(node.layer, 1))) return [];
  const [size] = weights[0].shape;
  const affine: Tensor[] = [...weights, zeros([size]), ones([size])];
  return [
    [
      node,
      [
        { className, config: { ...config, scale: false, center: false }, weights: [] },
        { className: 'BatchNormalization', config: { name: 'affine', scale, center, epsilon: 0 }, weights: affine },
      ],
    ],
  ];
}
