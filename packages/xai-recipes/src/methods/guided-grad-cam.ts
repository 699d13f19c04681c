import { GuidedGradCAM } from 'explainable-ai';
import { featureLayer } from '../models/feature-layers';
import type { Method } from './method';
import { layer } from './options';

export const guidedGradCam: Method = {
  name: 'GuidedGradCAM',
  group: 'class-activation-maps',
  about: 'The fine detail of GuidedBackprop where GradCAM sees the class.',
  options: [layer],
  needs: 'feature maps',
  inputs: ['image'],

  create: (model, { layer }) => GuidedGradCAM.at(...featureLayer(model, layer)),
};
