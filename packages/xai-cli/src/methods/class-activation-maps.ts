import { GradCAM, GradCAMPlusPlus, GuidedGradCAM, LayerCAM } from 'explainable-ai';
import { featureLayer } from '../models/feature-layers';
import type { Method } from './method';

const common = { group: 'class-activation-maps', options: ['layer'], needs: 'layers', inputs: ['image'] } as const;

export const gradCam: Method = {
  ...common,
  name: 'GradCAM',
  about: "Where a layer's features are, weighted by their mean gradients.",
  isCoarse: true,
  create: (model, { layer }) => GradCAM.at(...featureLayer(model, layer)),
};

export const layerCam: Method = {
  ...common,
  name: 'LayerCAM',
  about: "Where a layer's features are, weighted place by place by their positive gradients.",
  isCoarse: true,
  create: (model, { layer }) => LayerCAM.at(...featureLayer(model, layer)),
};

export const gradCamPlusPlus: Method = {
  ...common,
  name: 'GradCAMPlusPlus',
  about: 'GradCAM, with weights that find several objects of a class.',
  isCoarse: true,
  create: (model, { layer }) => GradCAMPlusPlus.at(...featureLayer(model, layer)),
};

export const guidedGradCam: Method = {
  ...common,
  name: 'GuidedGradCAM',
  about: 'The fine detail of GuidedBackprop where GradCAM sees the class.',
  create: (model, { layer }) => GuidedGradCAM.at(...featureLayer(model, layer)),
};
