import { LayerCAM } from 'explainable-ai';
import { featureLayer } from '../models/feature-layers';
import type { Method } from './method';
import { layer } from './options';

export const layerCam: Method = {
  name: 'LayerCAM',
  group: 'class-activation-maps',
  about: "Where a layer's features are, weighted place by place by their positive gradients.",
  options: [layer],
  needs: 'feature maps',
  inputs: ['image'],
  isCoarse: true,
  create: (model, { layer }) => LayerCAM.at(...featureLayer(model, layer)),
};
