import { GradCAMPlusPlus } from 'explainable-ai';
import { featureLayer } from '../models/feature-layers';
import type { Method } from './method';
import { layer } from './options';

export const gradCamPlusPlus: Method = {
  name: 'GradCAMPlusPlus',
  group: 'class-activation-maps',
  about: 'GradCAM, with weights that find several objects of a class.',
  options: [layer],
  needs: 'feature maps',
  inputs: ['image'],
  isCoarse: true,
  create: (model, { layer }) => GradCAMPlusPlus.at(...featureLayer(model, layer)),
};
