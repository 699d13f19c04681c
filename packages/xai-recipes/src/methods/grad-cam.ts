import { GradCAM } from 'explainable-ai';
import { featureLayer } from '../models/feature-layers';
import type { Method } from './method';
import { layer } from './options';

export const gradCam: Method = {
  name: 'GradCAM',
  group: 'class-activation-maps',
  about: "Where a layer's features are, weighted by their mean gradients.",
  options: [layer],
  needs: 'feature maps',
  inputs: ['image'],
  isCoarse: true,
  create: (model, { layer }) => GradCAM.at(...featureLayer(model, layer)),
};
